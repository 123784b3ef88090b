#include "tests/support/site/scene.h"

#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/time/clock.h"

namespace boulevard::tests {
namespace {

std::string UniqueName(const std::string& prefix) {
  return absl::StrCat(prefix, runtime::NewUuid(absl::Now()).ToString());
}

Json Merged(Json body, const Json& more) {
  body.update(more);
  return body;
}

}  // namespace

std::string DaysFromToday(int days) {
  return absl::FormatCivilTime(runtime::TodayIn(absl::Now()) + days);
}

Json OfferBody(const std::string& application, const std::string& place, int from_day, int until_day) {
  return {{"applicationId", application},
          {"placeId", place},
          {"startsOn", DaysFromToday(from_day)},
          {"endsOn", DaysFromToday(until_day)}};
}

Scene::Scene(const Site& site, const Json& programme_members)
    : programme(UniqueName("p-")),
      site_(site),
      admin_(site.As(Role::kAdmin)),
      owner_(site.As(Role::kAdmin)),
      coordinator_(site.As(Role::kCoordinator)) {
  Make(admin_, "/v1/programmes",
       {{"id", programme},
        {"name", "Jongerenboulevard"},
        {"guidanceLevel", "intensive"},
        {"minimumAge", 18},
        {"maximumAge", 27},
        {"residentKinds", {"young-person", "status-holder", "student"}},
        {"turnaroundDays", 2}},
       programme_members);
  provider = Make(admin_, "/v1/providers", {{"name", "DUWO"}, {"contactEmail", "verhuur@duwo.example"}});
  owner_ = Provider();
  facility = Make(owner_, "/v1/facilities",
                  {{"programmeId", programme},
                   {"name", "Leeghwaterplein"},
                   {"addressLine", "Leeghwaterplein 45"},
                   {"postcode", "2521 CV"},
                   {"city", "Den Haag"},
                   {"district", "Laak"}});
}

std::string Scene::Make(ApiClient& client, const std::string& target, Json body, const Json& more) {
  const Answer answer = client.Post(target, Merged(std::move(body), more));
  if (!answer.Ok()) {
    std::ostringstream text;
    text << "POST " << target << ": " << answer;
    Die(text.str());
  }
  return answer.Text("id");
}

std::string Scene::NewUnit(const Json& more) {
  return Make(owner_, "/v1/units", {{"facilityId", facility}, {"name", "Unit"}}, more);
}

std::string Scene::NewPlace(const std::string& unit, const Json& more) {
  return Make(owner_, "/v1/places", {{"unitId", unit}, {"name", "12B"}, {"rentCents", 42500}}, more);
}

std::string Scene::NewApplication(const Json& more) {
  const std::string id = NewReferral(more);
  for (const char* step : {"/assessment", "/admission"}) {
    Make(coordinator_, "/v1/applications/" + id + step, Json::object());
  }
  return id;
}

std::string Scene::NewYoungPerson(const Json& more) {
  Json body = {{"givenName", "Example"},
               {"surname", "van Voorbeeld"},
               {"birthDate", DaysFromToday(-20 * 366)},
               {"residentKind", "young-person"}};
  for (const auto& [name, value] : more.items()) {
    if (body.contains(name)) body[name] = value;
  }
  return Make(coordinator_, "/v1/young-people", std::move(body));
}

std::string Scene::NewReferral(const Json& more) {
  Json body = {{"programmeId", programme}, {"guidanceLevel", "light"}};
  if (!more.contains("youngPersonId")) body["youngPersonId"] = NewYoungPerson(more);
  body.update(more);
  // Of the person, and not to be said of them again.
  for (const char* name : {"birthDate", "residentKind"}) body.erase(name);
  return Make(coordinator_, "/v1/applications", std::move(body));
}

std::string Scene::NewOffer(const std::string& application, const std::string& place, int from_day,
                            int until_day) {
  return Make(coordinator_, "/v1/offers", OfferBody(application, place, from_day, until_day));
}

std::string Scene::NewPlacement(const std::string& application, const std::string& place, int from_day,
                                int until_day) {
  const std::string offer = NewOffer(application, place, from_day, until_day);
  return Make(coordinator_, "/v1/offers/" + offer + "/acceptance", Json::object());
}

}  // namespace boulevard::tests
