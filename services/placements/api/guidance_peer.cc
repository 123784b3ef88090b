#include "services/placements/api/guidance_peer.h"

#include <string>

#include "boulevard/guidance/v1/people_facts.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

constexpr char kGetPersonFacts[] = "boulevard.guidance.v1.PeopleFactsService.GetPersonFacts";

}  // namespace

absl::StatusOr<domain::PersonFacts> GuidancePeer::FactsOf(const runtime::CallContext& context,
                                                          const domain::Uuid& young_person_id) {
  guidance::v1::GetPersonFactsRequest request;
  request.set_young_person_id(young_person_id.ToString());
  request.set_subject(context.principal.subject);
  request.set_role(std::string(runtime::RoleName(context.principal.role)));
  ASSIGN_OR_RETURN(const auto facts,
                   peer_.Call<guidance::v1::PersonFacts>(kGetPersonFacts, context, request));
  return domain::PersonFacts{
      .birth_date = DayFrom(facts.birth_date()),
      .resident_kind = EnumFrom<domain::ResidentKind>(facts.resident_kind()),
      .guidance_level = OptionalEnumFrom<domain::GuidanceLevel>(facts.guidance_level())};
}

}  // namespace boulevard::placements::api
