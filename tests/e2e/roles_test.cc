#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "boulevard/options/v1/options.pb.h"
#include "gateway/routing/router.h"
#include "gateway/transcode/request.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/message/etag.h"
#include "tests/contract/descriptors.h"
#include "tests/e2e/guidance_fixture.h"
#include "tests/e2e/role_table.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/grpc_client.h"

namespace boulevard::tests {
namespace {

using gateway::routing::Binding;
using gateway::routing::Router;
using google::protobuf::Message;

std::string MethodName(const MethodDescriptor& method) {
  return absl::StrCat(method.service()->name(), ".", method.name());
}

const Router& TheRouter() {
  static const Router* const router = [] {
    std::set<const google::protobuf::ServiceDescriptor*> services;
    for (const MethodDescriptor* method : Methods()) services.insert(method->service());
    const std::vector<const google::protobuf::ServiceDescriptor*> list(services.begin(), services.end());
    return new Router(*Router::Build(list));
  }();
  return *router;
}

const Binding& BindingOf(std::string_view method) {
  for (const auto& binding : TheRouter().bindings()) {
    if (MethodName(*binding->method) == method) return *binding;
  }
  Die(absl::StrCat("there is no method ", std::string(method)));
}

// What came of a call, in the words of the table.
std::string Outcome(int status, bool empty) {
  if (status == 200 || status == 201 || status == 409) return empty ? "0" : "+";
  return absl::StrCat(status);
}

// Everything that the rows ask for, and the callers.
class RoleScene {
 public:
  explicit RoleScene(Site& site) : site_(site), scene_(site), other_(site), grpc_(site.endpoints().grpc) {
    const std::string unit = scene_.NewUnit();
    const std::string place = scene_.NewPlace(unit);
    const std::string lived_in = scene_.NewPlace(unit);
    const std::string application = scene_.NewApplication();
    words_ = {{"{programme}", scene_.programme},
              {"{provider}", scene_.provider},
              {"{facility}", scene_.facility},
              {"{unit}", unit},
              {"{place}", place},
              {"{lived-in}", lived_in},
              {"{closure}", NewClosure(place)},
              {"{offer}", scene_.NewOffer(application, place, 10, 20)},
              {"{placement}", scene_.NewPlacement(scene_.NewApplication(), lived_in, 0, 30)},
              {"{uuid}", runtime::NewUuid(absl::Now()).ToString()},
              {"{slug}", scene_.programme + "-2"},
              {"{today}", DaysFromToday(0)},
              {"{later}", DaysFromToday(100)}};
    words_["{mentor}"] = NewMentor("own");
    words_["{other-mentor}"] = NewMentor("other");
    words_["{young-person}"] = NewYoungPerson();
    words_["{referred}"] = NewYoungPerson(Caller::kOwnReferrer);
    words_["{closing-person}"] = NewYoungPerson();
    words_["{consent}"] = NewConsent();
    words_["{contact-moment}"] = NewRecord(
        "contact-moments", {{"heldOn", DaysFromToday(0)}, {"way", "telephone"}, {"attendance", "attended"}});
    NewPlan();
    words_["{legal-hold}"] = NewLegalHold();
    Disclose();
    words_["{daytime-activity}"] = NewRecord(
        "daytime-activities", {{"kind", "school"}, {"hoursPerWeek", 16}, {"startsOn", DaysFromToday(0)}});
    words_["{scores}"] = EveryScore(3).dump();
    words_["{assessment}"] =
        NewRecord("assessments", {{"assessedOn", DaysFromToday(0)}, {"scores", EveryScore(3)}});
    words_["{readiness}"] =
        site_.WithToken(Token(Caller::kOwnMentor))
            .Post("/v1/young-people/" + words_["{young-person}"] + "/readiness", {{"cause", "no-income"}})
            .Text("id");
    words_["{proposal}"] =
        scene_.Coordinator().Post("/v1/match-proposals", {{"programmeId", scene_.programme}}).Text("id");
    words_["{webhook}"] = NewWebhook();
    words_["{delivery}"] = scene_.Provider().Post("/v1/webhooks/" + words_["{webhook}"] + "/test").Text("id");
    Application(Caller::kOwnMentor);
    Application(Caller::kOwnReferrer);
  }

  // Each caller's own application, the mentor's for all the others.
  std::string Filled(std::string_view text, Caller caller) {
    const bool referrers = caller == Caller::kOwnReferrer || caller == Caller::kOtherReferrer;
    std::string filled = absl::StrReplaceAll(
        std::string(text),
        {{"{application}", Application(referrers ? Caller::kOwnReferrer : Caller::kOwnMentor)},
         {"{applicant}", words_.at(referrers ? "{referred}" : "{young-person}")}});
    absl::StrReplaceAll(words_, &filled);
    return filled;
  }

  std::string OverRest(const RoleRow& row, Caller caller) {
    const Binding& binding = BindingOf(row.method);
    const std::string body = Filled(row.body, caller);
    const Json json = body.empty() ? Json::object() : Json::parse(body);
    ApiClient client = site_.WithToken(Token(row, caller));
    std::string target = PathOf(row, caller);
    if (!row.query.empty()) absl::StrAppend(&target, "?", Filled(row.query, caller));
    const bool of_version = runtime::EtagField(*binding.method->input_type()) != nullptr;
    const Answer answer = binding.http_method == "GET"                  ? client.Get(target)
                          : binding.http_method == "POST" && of_version ? client.PostTo(target, json)
                          : binding.http_method == "POST"               ? client.Post(target, json)
                                                                        : client.Patch(target, json);
    return Outcome(answer.status(), IsEmptyList(*binding.method, answer.body));
  }

  std::string OverGrpc(const RoleRow& row, Caller caller) {
    const Binding& binding = BindingOf(row.method);
    const std::string query = Filled(row.query, caller), body = Filled(row.body, caller);
    const auto match = TheRouter().Find(binding.http_method, PathOf(row, caller));
    const auto request = gateway::transcode::BuildRequest(
        binding, {.variables = match.variables, .query = query, .body = body});
    if (!request.ok()) return std::string(request.status().message());
    if (const auto* etag = runtime::EtagField(*(*request)->GetDescriptor())) {
      (*request)->GetReflection()->SetString(request->get(), etag, "*");
    }
    const std::unique_ptr<Message> answer(google::protobuf::MessageFactory::generated_factory()
                                              ->GetPrototype(binding.method->output_type())
                                              ->New());
    const std::string name =
        absl::StrCat(binding.method->service()->full_name(), "/", binding.method->name());
    const bool streams = binding.method->server_streaming();
    return OutcomeOf(streams ? grpc_.First(name, **request, *answer, Token(row, caller))
                             : grpc_.Call(name, **request, *answer, Token(row, caller)),
                     *answer);
  }

 private:
  std::string NewMentor(const std::string& name) {
    return scene_.Admin()
        .Post("/v1/mentors", {{"name", "A mentor"}, {"subject", absl::StrCat(name, "-", scene_.programme)}})
        .Text("id");
  }

  std::string NewYoungPerson(Caller by = Caller::kOwnMentor) {
    return site_.WithToken(Token(by))
        .Post("/v1/young-people", {{"givenName", "Example"},
                                   {"surname", "van Voorbeeld"},
                                   {"birthDate", "2005-03-01"},
                                   {"residentKind", "student"}})
        .Text("id");
  }

  std::string NewConsent() {
    return site_.WithToken(Token(Caller::kOwnMentor))
        .Post("/v1/young-people/" + words_["{young-person}"] + "/consents", {{"purpose", "follow-up"}})
        .Text("id");
  }

  // Of the young person, by their mentor.
  std::string NewRecord(const std::string& collection, Json body) {
    body["youngPersonId"] = words_["{young-person}"];
    return site_.WithToken(Token(Caller::kOwnMentor)).Post("/v1/" + collection, body).Text("id");
  }

  // An active plan of the own mentor's, with one of everything.
  void NewPlan() {
    ApiClient mentor = site_.WithToken(Token(Caller::kOwnMentor));
    words_["{plan}"] = mentor
                           .Post("/v1/plans", {{"youngPersonId", words_["{young-person}"]},
                                               {"level", "light"},
                                               {"startsOn", DaysFromToday(-1)},
                                               {"goals", {{{"domain", "housing"}, {"text", "A room."}}}},
                                               {"actions", {{{"doer", "mentor"}, {"text", "Ask."}}}}})
                           .Text("id");
    const Answer plan = mentor.PostTo("/v1/plans/" + words_["{plan}"] + "/changes",
                                      {{"changes",
                                        {{{"agree", {{"way", "oral"}}}},
                                         {{"activate", Json::object()}},
                                         {{"addReview", {{"outcome", "Going on."}}}}}}});
    words_["{goal}"] = plan.body["goals"][0]["id"];
    words_["{action}"] = plan.body["actions"][0]["id"];
    words_["{review}"] = plan.body["reviews"][0]["id"];
  }

  void Disclose() {
    ApiClient mentor = site_.WithToken(Token(Caller::kOwnMentor));
    const std::string path = "/v1/young-people/" + words_["{young-person}"];
    mentor.Post(path + "/consents", {{"purpose", "share-with-care"}});
    mentor.Post(path + "/disclosures",
                {{"recipient", "care"}, {"organisation", "A clinic"}, {"categories", {"contact"}}});
  }

  std::string NewLegalHold() {
    return scene_.Coordinator()
        .Post("/v1/young-people/" + words_["{young-person}"] + "/legal-holds",
              {{"reason", "A complaint is before the court."}})
        .Text("id");
  }

  std::string NewWebhook() {
    return scene_.Provider()
        .Post("/v1/webhooks", {{"url", "https://partner.example/hooks"}, {"events", {"place-changed"}}})
        .Text("id");
  }

  std::string NewClosure(const std::string& place) {
    return scene_.Coordinator()
        .Post("/v1/closures", {{"placeId", place},
                               {"startsOn", DaysFromToday(60)},
                               {"endsOn", DaysFromToday(70)},
                               {"reason", "maintenance"},
                               {"payer", "provider"}})
        .Text("id");
  }

  std::string Application(Caller maker) {
    std::string& id = applications_[maker];
    if (id.empty()) {
      id = site_.WithToken(Token(maker))
               .Post("/v1/applications", {{"youngPersonId", NewYoungPerson(maker)},
                                          {"programmeId", scene_.programme},
                                          {"guidanceLevel", "light"}})
               .Text("id");
    }
    return id;
  }

  std::string PathOf(const RoleRow& row, Caller caller) {
    return absl::StrReplaceAll(BindingOf(row.method).path_template, {{"{id}", Filled(row.id, caller)},
                                                                     {"{version}", "1"},
                                                                     {"{number}", "1"},
                                                                     {"{goal_id}", words_["{goal}"]},
                                                                     {"{action_id}", words_["{action}"]},
                                                                     {"{review_id}", words_["{review}"]}});
  }

  // A service's is for the one that answers.
  std::string Token(const RoleRow& row, Caller caller) const {
    if (caller != Caller::kService) return Token(caller);
    const std::string& package = BindingOf(row.method).method->file()->package();
    return site_.ServiceToken(absl::StrContains(package, ".guidance.") ? "guidance" : "placements");
  }

  std::string Token(Caller caller) const {
    // Nobody else on the site has these names.
    const auto person = [&](Role role, const std::string& name) {
      return site_.Token(role, {}, absl::StrCat(name, "-", scene_.programme));
    };
    switch (caller) {
      case Caller::kNobody:
      case Caller::kService:
        return "";
      case Caller::kOwnProvider:
        return site_.Token(Role::kProvider, Uuid::Parse(scene_.provider));
      case Caller::kOtherProvider:
        return site_.Token(Role::kProvider, Uuid::Parse(other_.provider));
      case Caller::kOwnMentor:
        return person(Role::kMentor, "own");
      case Caller::kOtherMentor:
        return person(Role::kMentor, "other");
      case Caller::kCoordinator:
        return site_.Token(Role::kCoordinator);
      case Caller::kOwnReferrer:
        return person(Role::kReferrer, "own-referrer");
      case Caller::kOtherReferrer:
        return person(Role::kReferrer, "other-referrer");
      case Caller::kMunicipality:
        return site_.Token(Role::kMunicipality);
      case Caller::kAdmin:
        return site_.Token(Role::kAdmin);
    }
    return "";
  }

  // Whether it answers a list, and there is nothing in it.
  static bool IsEmptyList(const MethodDescriptor& method, const Json& body) {
    if (!absl::StartsWith(method.name(), "List") || !body.is_object()) return false;
    for (const auto& [name, value] : body.items()) {
      if (value.is_array()) return value.empty();
    }
    return true;
  }

  static std::string OutcomeOf(const GrpcAnswer& answer, const Message& message) {
    static const std::map<int, int> kStatus = {{0, 200}, {6, 409},  {9, 409}, {10, 409},
                                               {7, 403}, {16, 401}, {5, 404}};
    const auto found = kStatus.find(answer.code);
    if (found == kStatus.end()) return absl::StrCat("gRPC ", answer.code, " ", answer.message);
    const bool is_list = absl::StartsWith(message.GetDescriptor()->name(), "List");
    return Outcome(found->second, answer.code == 0 && is_list && message.ByteSizeLong() == 0);
  }

  Site& site_;
  Scene scene_, other_;
  GrpcClient grpc_;
  std::map<std::string, std::string> words_;
  std::map<Caller, std::string> applications_;
};

class RolesTest : public SiteTest {
 protected:
  // `ask` for each cell, and what it gives against what the table says.
  void CheckTable(std::string (RoleScene::*ask)(const RoleRow&, Caller)) {
    RoleScene scene(site());
    for (const RoleRow& row : RoleTable()) {
      const std::vector<std::string> expected =
          absl::StrSplit(std::string(row.outcomes), ' ', absl::SkipEmpty());
      ASSERT_EQ(expected.size(), kCallers) << row.method;
      for (size_t i = 0; i < kCallers; ++i) {
        const auto caller = static_cast<Caller>(i);
        if (caller == Caller::kService && GetParam() == Shape::kExternal) continue;  // knows no service
        EXPECT_EQ((scene.*ask)(row, caller), expected[i]) << row.method << ", column " << i;
      }
    }
  }
};

TEST_P(RolesTest, EachCallerGetsWhatTheTableSaysOverRest) {
  CheckTable(&RoleScene::OverRest);
}

TEST_P(RolesTest, EachCallerGetsWhatTheTableSaysOverGrpc) {
  CheckTable(&RoleScene::OverGrpc);
}

ON_EVERY_SHAPE(RolesTest);

TEST(RoleTableTest, HasEveryMethodOfTheContractOnce) {
  std::multiset<std::string> rows, contract;
  for (const RoleRow& row : RoleTable()) rows.insert(std::string(row.method));
  for (const MethodDescriptor* method : Methods()) contract.insert(MethodName(*method));
  EXPECT_EQ(rows, contract);
}

// The contract alone decides which roles get past the door; the table says the same.
TEST(RoleTableTest, SaysWhatTheContractDeclares) {
  using options::v1::Role;
  const std::map<size_t, Role> roles = {{1, Role::ROLE_PROVIDER},     {3, Role::ROLE_MENTOR},
                                        {5, Role::ROLE_COORDINATOR},  {6, Role::ROLE_REFERRER},
                                        {8, Role::ROLE_MUNICIPALITY}, {9, Role::ROLE_ADMIN},
                                        {10, Role::ROLE_SERVICE}};
  for (const RoleRow& row : RoleTable()) {
    const std::vector<std::string> outcomes =
        absl::StrSplit(std::string(row.outcomes), ' ', absl::SkipEmpty());
    const auto& declared = BindingOf(row.method).method->options().GetExtension(options::v1::access).roles();
    for (const auto& [column, role] : roles) {
      const bool may = std::find(declared.begin(), declared.end(), role) != declared.end();
      EXPECT_EQ(outcomes[column] == "+", may) << row.method << " as " << options::v1::Role_Name(role);
    }
  }
}

}  // namespace
}  // namespace boulevard::tests
