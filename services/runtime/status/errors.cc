#include "services/runtime/status/errors.h"

#include <cstdint>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

constexpr absl::string_view kPayload = "boulevard/error-details";

// The payload never leaves the process, so its form is ours alone: a flat list of strings, each as
// "<length>:<bytes>", lists preceded by their count.
void Put(std::string& out, std::string_view text) {
  absl::StrAppend(&out, text.size(), ":", AbslView(text));
}

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  std::string Text() {
    const size_t colon = in_.find(':');
    size_t length = 0;
    if (colon == std::string_view::npos || !absl::SimpleAtoi(AbslView(in_.substr(0, colon)), &length))
      return {};
    std::string text(in_.substr(colon + 1, length));
    in_.remove_prefix(colon + 1 + length);
    return text;
  }

  int64_t Number() {
    int64_t number = 0;
    return absl::SimpleAtoi(Text(), &number) ? number : 0;
  }

 private:
  std::string_view in_;
};

std::string Encode(const ErrorDetails& details) {
  std::string out;
  Put(out, absl::StrCat(details.fields.size()));
  for (const FieldViolation& violation : details.fields) {
    Put(out, violation.field);
    Put(out, violation.rule);
    Put(out, violation.description);
  }
  Put(out, details.current_state);
  Put(out, absl::StrCat(details.allowed_steps.size()));
  for (const std::string& step : details.allowed_steps) Put(out, step);
  Put(out, absl::StrCat(details.rules.size()));
  for (const RuleBreach& breach : details.rules) {
    Put(out, breach.rule);
    Put(out, breach.actual);
    Put(out, breach.required);
  }
  Put(out, details.incident_id);
  Put(out, absl::StrCat(absl::ToInt64Milliseconds(details.retry_after)));
  Put(out, absl::StrCat(int{details.etag_missing}));
  Put(out, details.current_etag);
  Put(out, details.current);
  Put(out, details.existing_id);
  return out;
}

ErrorDetails Decode(std::string_view in) {
  Reader reader(in);
  ErrorDetails details;
  for (int64_t left = reader.Number(); left > 0; --left) {
    FieldViolation& violation = details.fields.emplace_back();
    violation.field = reader.Text();
    violation.rule = reader.Text();
    violation.description = reader.Text();
  }
  details.current_state = reader.Text();
  for (int64_t left = reader.Number(); left > 0; --left) details.allowed_steps.push_back(reader.Text());
  for (int64_t left = reader.Number(); left > 0; --left) {
    RuleBreach& breach = details.rules.emplace_back();
    breach.rule = reader.Text();
    breach.actual = reader.Text();
    breach.required = reader.Text();
  }
  details.incident_id = reader.Text();
  details.retry_after = absl::Milliseconds(reader.Number());
  details.etag_missing = reader.Number() != 0;
  details.current_etag = reader.Text();
  details.current = reader.Text();
  details.existing_id = reader.Text();
  return details;
}

}  // namespace

absl::Status WithDetails(absl::Status status, const ErrorDetails& details) {
  status.SetPayload(kPayload, absl::Cord(Encode(details)));
  return status;
}

ErrorDetails DetailsOf(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kPayload);
  return payload ? Decode(std::string(*payload)) : ErrorDetails{};
}

absl::Status InvalidFields(std::vector<FieldViolation> fields) {
  const std::string message =
      absl::StrJoin(fields, "; ", [](std::string* out, const FieldViolation& violation) {
        absl::StrAppend(out, violation.field, " ", violation.description);
      });
  return WithDetails(absl::InvalidArgumentError(message), {.fields = std::move(fields)});
}

absl::Status InvalidField(std::string_view field, std::string_view rule, std::string_view description) {
  return InvalidFields({{std::string(field), std::string(rule), std::string(description)}});
}

absl::Status NoSuch(std::string_view resource, std::string_view id) {
  return absl::NotFoundError(absl::StrCat("no ", AbslView(resource), " with id ", AbslView(id)));
}

absl::Status WrongState(std::string_view resource, std::string_view step, std::string_view current_state,
                        std::vector<std::string> allowed_steps) {
  const std::string allowed = allowed_steps.empty() ? "nothing" : absl::StrJoin(allowed_steps, ", ");
  return WithDetails(
      absl::FailedPreconditionError(absl::StrCat("the ", AbslView(resource), " is ", AbslView(current_state),
                                                 ": ", AbslView(step),
                                                 " is not allowed; allowed: ", allowed)),
      {.current_state = std::string(current_state), .allowed_steps = std::move(allowed_steps)});
}

absl::Status RulesBroken(std::vector<RuleBreach> rules) {
  const std::string message = absl::StrJoin(rules, "; ", [](std::string* out, const RuleBreach& breach) {
    absl::StrAppend(out, "rule ", breach.rule, ": ", breach.actual, ", must be ", breach.required);
  });
  return WithDetails(absl::FailedPreconditionError(message), {.rules = std::move(rules)});
}

absl::Status EtagMissing() {
  return WithDetails(
      absl::FailedPreconditionError("an update names the version that it changes, by its etag"),
      {.etag_missing = true});
}

absl::Status EtagStale(std::string_view current_etag, std::string_view current) {
  return WithDetails(absl::FailedPreconditionError("it was changed meanwhile: read it again, then update it"),
                     {.current_etag = std::string(current_etag), .current = std::string(current)});
}

absl::Status Conflict(std::string_view message) {
  return absl::AbortedError(AbslView(message));
}

absl::Status Internal(std::string_view incident_id) {
  return WithDetails(absl::InternalError("internal error"), {.incident_id = std::string(incident_id)});
}

}  // namespace boulevard::runtime
