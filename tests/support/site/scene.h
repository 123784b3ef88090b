#ifndef BOULEVARD_TESTS_SUPPORT_SITE_SCENE_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_SCENE_H_

#include <string>
#include <vector>

#include "tests/support/site/site.h"

namespace boulevard::tests {

// The day in The Hague that many days from now, as YYYY-MM-DD.
std::string DaysFromToday(int days);

// One test's own corner of a site: a programme, a provider and a facility of its own, so that tests on one
// site do not meet. What it makes it makes over REST, and it ends the test program when that is refused.
class Scene {
 public:
  // `programme_members` replace and add members of the programme, which is for any resident kind of 18 to 27,
  // gives intensive guidance and keeps a place empty for two days after a stay.
  explicit Scene(const Site& site, const Json& programme_members = Json::object());

  // Each call gives a client with a connection of its own.
  ApiClient Admin() const { return site_.As(Role::kAdmin); }
  ApiClient Coordinator() const { return site_.As(Role::kCoordinator); }
  ApiClient Mentor() const { return site_.As(Role::kMentor); }
  ApiClient Provider() const { return site_.As(Role::kProvider, Uuid::Parse(provider)); }

  // The ids of what is made. `more` replaces and adds members of the request.
  std::string NewUnit(const Json& more = Json::object());
  std::string NewPlace(const std::string& unit, const Json& more = Json::object());
  // A place in a unit of its own.
  std::string NewPlace() { return NewPlace(NewUnit()); }
  // On the waiting list.
  std::string NewApplication(const Json& more = Json::object());
  // Registered in guidance, 20 years old. The members that are those of a young person are of use here.
  std::string NewYoungPerson(const Json& more = Json::object());
  // Just submitted, of a young person of their own unless `more` names one; it may have their members too.
  std::string NewReferral(const Json& more = Json::object());
  std::string NewOffer(const std::string& application, const std::string& place, int from_day, int until_day);
  // An offer accepted: a confirmed placement.
  std::string NewPlacement(const std::string& application, const std::string& place, int from_day,
                           int until_day);

  const Site& site() const { return site_; }

  std::string programme;
  std::string provider;
  std::string facility;

 private:
  std::string Make(ApiClient& client, const std::string& target, Json body,
                   const Json& more = Json::object());

  const Site& site_;
  ApiClient admin_, owner_, coordinator_;
};

// The body of an offer, for tests that make one themselves.
Json OfferBody(const std::string& application, const std::string& place, int from_day, int until_day);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_SCENE_H_
