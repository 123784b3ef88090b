#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_CHANGE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_CHANGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "services/placements/domain/application.h"
#include "services/runtime/auth/principal.h"

namespace boulevard::placements::domain {

// Who changed something: a caller, or the service itself as time goes by.
struct Actor {
  std::string subject = "boulevard";
  runtime::Role role = runtime::Role::kService;
};
Actor ActorOf(const runtime::Principal& principal);

// One line of the history of an application: never what a field was.
struct ApplicationChange {
  Uuid id;
  Uuid application_id;
  absl::Time changed_at;
  Actor actor;
  std::string step;
  std::optional<ApplicationState> from;  // nothing: it was made
  ApplicationState to = ApplicationState::kSubmitted;
  std::vector<std::string> fields;  // JSON names of what changed beside the state
};

// The JSON names of what a caller may change and that differs, in the order of the contract.
std::vector<std::string> ChangedFields(const Application& before, const Application& after);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_CHANGE_H_
