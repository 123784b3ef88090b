#ifndef BOULEVARD_TESTS_E2E_ROLE_TABLE_H_
#define BOULEVARD_TESTS_E2E_ROLE_TABLE_H_

#include <array>
#include <span>
#include <string_view>

namespace boulevard::tests {

// Who calls, one for each column. "Own" and "other" of a provider: whose stock it is that is asked for. Of a
// mentor and a referrer: who made the application.
enum class Caller {
  kNobody,
  kOwnProvider,
  kOtherProvider,
  kOwnMentor,
  kOtherMentor,
  kCoordinator,
  kOwnReferrer,
  kOtherReferrer,
  kMunicipality,
  kAdmin,
  kService,
};
inline constexpr size_t kCallers = 11;

struct RoleRow {
  std::string_view method;  // "PlaceService.GetPlace"
  // One word for each Caller: + taken, and done unless the state of the thing refuses; 0 an empty list;
  // otherwise the status of the refusal.
  std::string_view outcomes;
  // What is asked for. Words in braces stand for things of the scene.
  std::string_view id = "";     // in the path
  std::string_view query = "";  // without "?"
  std::string_view body = "";   // JSON
};

// Every method of the contract, and what each caller gets.
std::span<const RoleRow> RoleTable();

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_E2E_ROLE_TABLE_H_
