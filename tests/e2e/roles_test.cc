#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "boulevard/options/v1/options.pb.h"
#include "services/runtime/id/uuid.h"
#include "tests/contract/descriptors.h"
#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

using options::v1::HttpRule;

constexpr Role kRoles[] = {Role::kProvider, Role::kMentor,       Role::kCoordinator,
                           Role::kReferrer, Role::kMunicipality, Role::kAdmin};

struct Form {
  std::string verb;
  std::string path;
};

// How a method is called over REST, for a resource that does not exist.
Form FormOf(const MethodDescriptor& method) {
  const HttpRule& rule = method.options().GetExtension(options::v1::http);
  Form form = rule.has_get()    ? Form{"GET", rule.get()}
              : rule.has_post() ? Form{"POST", rule.post()}
                                : Form{"PATCH", rule.patch()};
  const size_t variable = form.path.find("{id}");
  const bool by_slug = method.service()->name() == "ProgrammeService";
  if (variable != std::string::npos) {
    form.path.replace(variable, 4, by_slug ? "no-such-programme" : "01890000-0000-7000-8000-000000000000");
  }
  return form;
}

Answer Call(ApiClient& client, const Form& form) {
  return form.verb == "GET"    ? client.Get(form.path)
         : form.verb == "POST" ? client.Post(form.path)
                               : client.Patch(form.path, Json::object());
}

bool Declares(const MethodDescriptor& method, Role role) {
  for (const int declared : method.options().GetExtension(options::v1::access).roles()) {
    // Both enums have the roles in one order; the contract's begins with UNSPECIFIED.
    if (declared == static_cast<int>(role) + 1) return true;
  }
  return false;
}

// Every method times every role: allowed or refused as the contract declares.
class RolesTest : public SiteTest {};

TEST_P(RolesTest, EachRoleMayCallWhatTheContractSays) {
  for (const Role role : kRoles) {
    ApiClient client = site().As(
        role, role == Role::kProvider ? std::optional(runtime::NewUuid(absl::Now())) : std::nullopt);
    for (const MethodDescriptor* method : Methods()) {
      const Answer answer = Call(client, FormOf(*method));
      const std::string what =
          absl::StrCat(method->name(), " as ", std::string(runtime::RoleName(role)), ": ");
      EXPECT_NE(answer.status(), 401) << what << answer;
      EXPECT_LT(answer.status(), 500) << what << answer;
      EXPECT_EQ(answer.status() == 403, !Declares(*method, role)) << what << answer;
    }
  }
}

TEST_P(RolesTest, NobodyCallsWithoutAToken) {
  ApiClient nobody = site().WithToken("");
  for (const MethodDescriptor* method : Methods()) {
    const Answer answer = Call(nobody, FormOf(*method));
    EXPECT_EQ(answer.status(), 401) << method->name() << ": " << answer;
  }
}

TEST_P(RolesTest, ATokenThatIsNotGoodIsRefused) {
  const std::string good = site().Token(Role::kCoordinator);
  const std::string other_signature = good.substr(0, good.size() - 8) + "AAAAAAAA";
  for (const std::string& token : {other_signature, std::string("a.b.c"), std::string("x")}) {
    ApiClient client = site().WithToken(token);
    const Answer answer = client.Get("/v1/programmes");
    EXPECT_EQ(answer.status(), 401) << answer;
    EXPECT_EQ(answer.http.body.find(token), std::string::npos) << "an answer repeats no token";
  }
}

ON_EVERY_SHAPE(RolesTest);

}  // namespace
}  // namespace boulevard::tests
