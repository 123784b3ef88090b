#include "services/placements/domain/application_change.h"

namespace boulevard::placements::domain {

Actor ActorOf(const runtime::Principal& principal) {
  return {principal.subject, principal.role};
}

std::vector<std::string> ChangedFields(const Application& before, const Application& after) {
  std::vector<std::string> fields;
  const auto compare = [&](std::string_view name, const auto& one, const auto& other) {
    if (one != other) fields.emplace_back(name);
  };
  compare("guidanceLevel", before.guidance_level, after.guidance_level);
  compare("urgency", before.urgency, after.urgency);
  compare("situation", before.situation, after.situation);
  compare("situationSince", before.situation_since, after.situation_since);
  compare("referrerOrganisation", before.referrer_organisation, after.referrer_organisation);
  compare("referringContact", before.referring_contact, after.referring_contact);
  compare("receivingContact", before.receiving_contact, after.receiving_contact);
  compare("wishes", before.wishes, after.wishes);
  compare("mustNotShareWith", before.must_not_share_with, after.must_not_share_with);
  compare("stepDownFrom", before.step_down_from, after.step_down_from);
  compare("relapseReturn", before.relapse_return, after.relapse_return);
  return fields;
}

}  // namespace boulevard::placements::domain
