#include "gateway/rest/services.h"

#include <algorithm>

#include "boulevard/guidance/v1/accesses.pb.h"
#include "boulevard/guidance/v1/agenda.pb.h"
#include "boulevard/guidance/v1/assessments.pb.h"
#include "boulevard/guidance/v1/caseloads.pb.h"
#include "boulevard/guidance/v1/consents.pb.h"
#include "boulevard/guidance/v1/contact_moments.pb.h"
#include "boulevard/guidance/v1/daytime_activities.pb.h"
#include "boulevard/guidance/v1/disclosures.pb.h"
#include "boulevard/guidance/v1/exports.pb.h"
#include "boulevard/guidance/v1/legal_holds.pb.h"
#include "boulevard/guidance/v1/mentors.pb.h"
#include "boulevard/guidance/v1/plans.pb.h"
#include "boulevard/guidance/v1/readiness.pb.h"
#include "boulevard/guidance/v1/young_people.pb.h"
#include "boulevard/options/v1/options.pb.h"
#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "boulevard/placements/v1/closures.pb.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/match_proposals.pb.h"
#include "boulevard/placements/v1/matches.pb.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "boulevard/placements/v1/placements.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/placements/v1/providers.pb.h"
#include "boulevard/placements/v1/rule_sets.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "boulevard/placements/v1/waiting_list.pb.h"
#include "boulevard/placements/v1/webhooks.pb.h"

namespace boulevard::gateway::rest {
namespace {

using google::protobuf::FileDescriptor;
using google::protobuf::ServiceDescriptor;

// One message of each file: naming it also keeps the linker from leaving the file out.
std::vector<const FileDescriptor*> Placements() {
  namespace v1 = placements::v1;
  return {v1::Application::descriptor()->file(),   v1::AvailablePlace::descriptor()->file(),
          v1::Closure::descriptor()->file(),       v1::Facility::descriptor()->file(),
          v1::Offer::descriptor()->file(),         v1::Placement::descriptor()->file(),
          v1::Place::descriptor()->file(),         v1::Programme::descriptor()->file(),
          v1::MatchProposal::descriptor()->file(), v1::PlaceMatch::descriptor()->file(),
          v1::Provider::descriptor()->file(),      v1::Unit::descriptor()->file(),
          v1::RuleSet::descriptor()->file(),       v1::WaitingListEntry::descriptor()->file(),
          v1::Webhook::descriptor()->file()};
}

std::vector<const FileDescriptor*> Guidance() {
  namespace v1 = guidance::v1;
  return {
      v1::Access::descriptor()->file(),          v1::Assignment::descriptor()->file(),
      v1::Consent::descriptor()->file(),         v1::ContactMoment::descriptor()->file(),
      v1::Disclosure::descriptor()->file(),      v1::LegalHold::descriptor()->file(),
      v1::DaytimeActivity::descriptor()->file(), v1::Assessment::descriptor()->file(),
      v1::Readiness::descriptor()->file(),       v1::Agenda::descriptor()->file(),
      v1::Mentor::descriptor()->file(),          v1::Plan::descriptor()->file(),
      v1::YoungPerson::descriptor()->file(),     v1::YoungPersonExport::descriptor()->file(),
  };
}

bool HasHttpForm(const ServiceDescriptor& service) {
  for (int i = 0; i < service.method_count(); ++i) {
    if (service.method(i)->options().HasExtension(options::v1::http)) return true;
  }
  return false;
}

}  // namespace

std::vector<const ServiceDescriptor*> PublicServices() {
  std::vector<const ServiceDescriptor*> services;
  for (const auto& files : {Placements(), Guidance()}) {
    for (const FileDescriptor* file : files) {
      for (int i = 0; i < file->service_count(); ++i) {
        if (HasHttpForm(*file->service(i))) services.push_back(file->service(i));
      }
    }
  }
  std::ranges::sort(services, {}, &ServiceDescriptor::full_name);
  return services;
}

}  // namespace boulevard::gateway::rest
