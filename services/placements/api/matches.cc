#include "services/placements/domain/matches.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/matches.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_matches.h"
#include "services/placements/api/handlers.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Matches;
using runtime::CallContext;

template <typename Request>
domain::MatchQuery QueryFrom(const Request& request) {
  domain::MatchQuery query = {.starts_on = OptionalDayFrom(request.starts_on()),
                              .ends_on = EndFrom(request.ends_on())};
  if (request.has_limit()) query.limit = request.limit();
  return query;
}

absl::StatusOr<v1::ApplicationMatches> OfApplication(const Matches& matches, const CallContext& context,
                                                     const v1::GetApplicationMatchesRequest& request) {
  const domain::Uuid id = IdFrom(request.id());
  ASSIGN_OR_RETURN(const auto found, matches.OfApplication(context, id, QueryFrom(request)));
  return ApplicationMatchesMessage(id, found);
}

absl::StatusOr<v1::PlaceMatches> OfPlace(const Matches& matches, const CallContext& context,
                                         const v1::GetPlaceMatchesRequest& request) {
  const domain::Uuid id = IdFrom(request.id());
  ASSIGN_OR_RETURN(const auto found, matches.OfPlace(context, id, QueryFrom(request)));
  return PlaceMatchesMessage(id, found);
}

}  // namespace

void BindMatches(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Matches matches(store, clock);
  const std::string service = "boulevard.placements.v1.MatchService.";
  handlers.Bind<v1::GetApplicationMatchesRequest, v1::ApplicationMatches>(
      service + "GetApplicationMatches", std::bind_front(OfApplication, matches));
  handlers.Bind<v1::GetPlaceMatchesRequest, v1::PlaceMatches>(service + "GetPlaceMatches",
                                                              std::bind_front(OfPlace, matches));
}

}  // namespace boulevard::placements::api
