#include "tests/race/actor.h"

#include <stdlib.h>

#include <algorithm>
#include <iostream>
#include <latch>
#include <memory>
#include <sstream>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/site/scene.h"

namespace boulevard::tests {
namespace {

// Refused by what is there already, by an overload, by a replica that is gone, or not answered at all because
// a program died. Anything else is a surprise.
bool IsHonest(const Answer& answer) {
  const int status = answer.status();
  return status == 200 || status == 201 || status == 409 || status == 429 || status == 503 || status == 0;
}

// An offer that was to be open for a moment, and came when that had passed: the machine was slow.
bool CameTooLate(const Answer& answer) {
  return answer.status() == 400 && answer.body.contains("errors") && answer.body["errors"].size() == 1 &&
         answer.body["errors"][0].value("rule", "") == "future";
}

ApiClient ClientOf(const Site& site, int number) {
  const std::vector<std::string> gateways = site.http_addresses();
  return ApiClient(gateways[static_cast<size_t>(number) % gateways.size()], site.Token(Role::kCoordinator));
}

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here changes the environment
  uint64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

void Print(const Outcome& outcome, uint64_t seed) {
  std::cout << "seed " << seed << ", " << outcome.acknowledged.size() << " acknowledged; answers:";
  for (const auto& [status, count] : outcome.answers) std::cout << ' ' << status << " x " << count;
  std::cout << std::endl;
}

void Add(const Actor& actor, Outcome& outcome) {
  const auto append = [](const auto& from, auto& to) { to.insert(to.end(), from.begin(), from.end()); };
  append(actor.acknowledged(), outcome.acknowledged);
  append(actor.surprises(), outcome.surprises);
  for (const auto& [status, count] : actor.answers()) outcome.answers[status] += count;
}

}  // namespace

Actor::Actor(const Site& site, int number, uint64_t seed)
    : number_(number), random_(seed + static_cast<uint64_t>(number)), client_(ClientOf(site, number)) {}

Answer Actor::Post(const std::string& target, const Json& body) {
  Answer answer = client_.Post(target, body);
  ++answers_[answer.status()];
  if (!IsHonest(answer) && !CameTooLate(answer)) {
    std::ostringstream text;
    text << "POST " << target << ": " << answer;
    surprises_.push_back(text.str());
  }
  return answer;
}

bool Actor::Step(const std::string& table, const std::string& id, const std::string& step,
                 std::vector<std::string> states, const Json& body) {
  if (!Post(absl::StrCat("/v1/", table, "/", id, "/", step), body).Ok()) return false;
  acknowledged_.push_back({table, id, "", std::move(states)});
  return true;
}

std::optional<std::string> Actor::Offer(const std::string& application, const std::string& place,
                                        int from_day, int until_day, absl::Duration expires_in) {
  Json body = OfferBody(application, place, from_day, until_day);
  if (expires_in > absl::ZeroDuration()) {
    body["expiresAt"] =
        absl::FormatTime("%Y-%m-%d%ET%H:%M:%E6SZ", absl::Now() + expires_in, absl::UTCTimeZone());
  }
  const Answer answer = Post("/v1/offers", body);
  if (!answer.Ok()) return std::nullopt;
  acknowledged_.push_back({"offers", answer.Text("id"), place, {}});
  return answer.Text("id");
}

std::optional<std::string> Actor::Accept(const std::string& offer) {
  const Answer answer = Post("/v1/offers/" + offer + "/acceptance");
  if (!answer.Ok()) return std::nullopt;
  acknowledged_.push_back({"offers", offer, answer.Text("placeId"), {"accepted"}});
  acknowledged_.push_back({"placements", answer.Text("id"), answer.Text("placeId"), {}});
  return answer.Text("id");
}

bool Actor::Decline(const std::string& offer) {
  return Step("offers", offer, "decline", {"declined"}, {{"side", "young-person"}, {"reason", "district"}});
}

bool Actor::Revoke(const std::string& offer) {
  return Step("offers", offer, "revocation", {"revoked"});
}

bool Actor::Arrive(const std::string& placement) {
  return Step("placements", placement, "arrival", {"arrived", "departed"});
}

bool Actor::Cancel(const std::string& placement) {
  return Step("placements", placement, "cancellation", {"cancelled"});
}

bool Actor::Depart(const std::string& placement) {
  return Step("placements", placement, "departure", {"departed"},
              {{"reason", "left-of-own-accord"}, {"destination", "unknown"}});
}

bool Actor::Extend(const std::string& placement, int until_day) {
  return Step("placements", placement, "extension", {}, {{"endsOn", DaysFromToday(until_day)}});
}

std::optional<std::string> Actor::Transfer(const std::string& placement, const std::string& place) {
  const Answer answer = Post("/v1/placements/" + placement + "/transfer", {{"placeId", place}});
  if (!answer.Ok()) return std::nullopt;
  const std::string started = answer.body["started"].value("id", "");
  acknowledged_.push_back({"placements", placement, "", {"departed"}});
  acknowledged_.push_back({"placements", started, place, {"arrived", "departed"}});
  return started;
}

std::optional<std::string> Actor::Close(const std::string& place, int from_day, int until_day) {
  const Answer answer = Post("/v1/closures", {{"placeId", place},
                                              {"startsOn", DaysFromToday(from_day)},
                                              {"endsOn", DaysFromToday(until_day)},
                                              {"reason", "maintenance"},
                                              {"payer", "provider"}});
  if (!answer.Ok()) return std::nullopt;
  acknowledged_.push_back({"closures", answer.Text("id"), place, {}});
  return answer.Text("id");
}

bool Actor::Reopen(const std::string& closure) {
  return Step("closures", closure, "cancellation", {"cancelled"});
}

absl::Duration RaceDuration() {
  return absl::Seconds(FromEnvironment("BOULEVARD_RACE_SECONDS", 5));
}

Outcome Race(const Site& site, int actors, const std::function<void(Actor&)>& act,
             const Meanwhile& meanwhile) {
  const uint64_t seed = FromEnvironment("BOULEVARD_RACE_SEED", std::random_device()());
  std::vector<std::unique_ptr<Actor>> all;
  all.reserve(static_cast<size_t>(actors));
  for (int i = 0; i < actors; ++i) all.push_back(std::make_unique<Actor>(site, i, seed));
  std::latch start(actors);
  std::atomic<int> acts = 0;
  std::vector<std::thread> threads;
  threads.reserve(all.size());
  for (const auto& actor : all) {
    threads.emplace_back([&start, &act, &acts, actor = actor.get()] {
      start.arrive_and_wait();
      const absl::Time end = absl::Now() + RaceDuration();
      for (; absl::Now() < end; ++acts) act(*actor);
    });
  }
  if (meanwhile) meanwhile(acts);
  for (std::thread& thread : threads) thread.join();
  Outcome outcome;
  for (const auto& actor : all) Add(*actor, outcome);
  Print(outcome, seed);
  return outcome;
}

}  // namespace boulevard::tests
