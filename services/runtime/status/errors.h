#ifndef BOULEVARD_SERVICES_RUNTIME_STATUS_ERRORS_H_
#define BOULEVARD_SERVICES_RUNTIME_STATUS_ERRORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

// Errors as the caller will see them. Everything below the edge returns absl::Status; what the caller needs
// to know beyond code and message rides along as ErrorDetails and is rendered once, as a gRPC trailer or as
// problem+json. A message never holds SQL, hosts, exception texts or personal data.
namespace boulevard::runtime {

struct FieldViolation {
  std::string field;  // path in JSON names: "facility.supervisionWindows[2].from"
  std::string rule;   // kebab-case: "required", "max-length", "date"
  std::string description;

  friend bool operator==(const FieldViolation&, const FieldViolation&) = default;
};

struct RuleBreach {
  std::string rule;      // a named rule of the domain: "age", "unit-quota"
  std::string actual;    // what was compared ...
  std::string required;  // ... with what

  friend bool operator==(const RuleBreach&, const RuleBreach&) = default;
};

struct ErrorDetails {
  std::vector<FieldViolation> fields;
  std::string current_state;  // of the resource that refused a step
  std::vector<std::string> allowed_steps;
  std::vector<RuleBreach> rules;
  std::string incident_id;
  absl::Duration retry_after = absl::ZeroDuration();
  // Of an update that must name the version that it changes: it named none, or one that is not
  // `current_etag`.
  bool etag_missing = false;
  std::string current_etag;
  // What is there now: the bytes of a google.protobuf.Any. Left out on the way when it is long.
  std::string current;
  // Of what was to be made and is there already: its id.
  std::string existing_id;

  friend bool operator==(const ErrorDetails&, const ErrorDetails&) = default;
};

// INVALID_ARGUMENT naming every field at fault.
absl::Status InvalidFields(std::vector<FieldViolation> fields);
absl::Status InvalidField(std::string_view field, std::string_view rule, std::string_view description);

// NOT_FOUND: "no place with id 0190...".
absl::Status NoSuch(std::string_view resource, std::string_view id);

// FAILED_PRECONDITION: `step` is not allowed in `current_state`; says what is.
absl::Status WrongState(std::string_view resource, std::string_view step, std::string_view current_state,
                        std::vector<std::string> allowed_steps);

// FAILED_PRECONDITION: named domain rules refused, each with the two values compared.
absl::Status RulesBroken(std::vector<RuleBreach> rules);

// FAILED_PRECONDITION: an update that does not name the version that it changes, or not the current one.
absl::Status EtagMissing();
absl::Status EtagStale(std::string_view current_etag, std::string_view current = "");

// ABORTED: something else got there first (an overlap, a lost race).
absl::Status Conflict(std::string_view message);

// INTERNAL with an id and nothing else; the cause belongs in the log under the same id.
absl::Status Internal(std::string_view incident_id);

absl::Status WithDetails(absl::Status status, const ErrorDetails& details);
// Empty details when the status carries none.
ErrorDetails DetailsOf(const absl::Status& status);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_STATUS_ERRORS_H_
