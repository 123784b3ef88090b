#include "gateway/transcode/problem.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <google/protobuf/any.pb.h>
#include <google/protobuf/message.h>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_writer.h"
#include "gateway/transcode/text_forms.h"
#include "services/runtime/http/reason.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::gateway::transcode {
namespace {

using runtime::AbslView;
using runtime::ErrorDetails;
using runtime::FieldViolation;
using runtime::RuleBreach;
using runtime::http::Response;

// One JSON object, closed at the end of the writer's life.
class ObjectWriter {
 public:
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectWriter() { out_ += '}'; }

  std::string& Key(std::string_view key) {
    if (out_.back() != '{') out_ += ',';
    absl::StrAppend(&out_, "\"", AbslView(key), "\":");
    return out_;
  }
  void Text(std::string_view key, std::string_view text) { AppendQuoted(text, Key(key)); }
  template <typename Items, typename Write>
  void List(std::string_view key, const Items& items, Write write) {
    if (items.empty()) return;
    Key(key) += '[';
    for (const auto& item : items) {
      if (&item != &items.front()) out_ += ',';
      write(item);
    }
    out_ += ']';
  }

 private:
  std::string& out_;
};

// What is there now, as a GET would answer it; when it came along.
void WriteCurrent(const std::string& bytes, ObjectWriter& problem) {
  google::protobuf::Any any;
  std::string name;
  if (bytes.empty() || !any.ParseFromString(bytes)) return;
  if (!google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &name)) return;
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type == nullptr) return;
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (any.UnpackTo(message.get())) WriteJson(*message, problem.Key("current"));
}

void WriteDetails(const ErrorDetails& details, std::string& out, ObjectWriter& problem) {
  problem.List("errors", details.fields, [&](const FieldViolation& violation) {
    ObjectWriter error(out);
    error.Text("field", violation.field);
    error.Text("rule", violation.rule);
    error.Text("detail", violation.description);
  });
  if (!details.current_state.empty()) {
    problem.Text("currentState", details.current_state);
    if (details.allowed_steps.empty()) problem.Key("allowedSteps") += "[]";
    problem.List("allowedSteps", details.allowed_steps,
                 [&](const std::string& step) { AppendQuoted(step, out); });
  }
  problem.List("rules", details.rules, [&](const RuleBreach& breach) {
    ObjectWriter rule(out);
    rule.Text("rule", breach.rule);
    rule.Text("actual", breach.actual);
    rule.Text("required", breach.required);
  });
  if (!details.current_etag.empty()) problem.Text("currentEtag", details.current_etag);
  WriteCurrent(details.current, problem);
  if (!details.existing_id.empty()) problem.Text("existingId", details.existing_id);
  if (!details.incident_id.empty()) problem.Text("incidentId", details.incident_id);
}

Response Render(int http_status, std::string_view detail, const ErrorDetails& details) {
  Response response;
  response.status = http_status;
  response.headers.emplace_back("Content-Type", "application/problem+json");
  {
    ObjectWriter problem(response.body);
    problem.Key("status") += std::to_string(http_status);
    problem.Text("title", runtime::http::ReasonPhrase(http_status));
    problem.Text("detail", detail);
    WriteDetails(details, response.body, problem);
  }
  return response;
}

std::string RetryAfterSeconds(absl::Duration retry_after) {
  return std::to_string(
      std::max<int64_t>(1, absl::ToInt64Seconds(absl::Ceil(retry_after, absl::Seconds(1)))));
}

int HttpStatusOfPrecondition(const ErrorDetails& details) {
  if (details.etag_missing) return 428;
  return details.current_etag.empty() ? 409 : 412;
}

}  // namespace

int HttpStatus(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
      return 409;
    case absl::StatusCode::kFailedPrecondition:
      return HttpStatusOfPrecondition(runtime::DetailsOf(status));
    case absl::StatusCode::kResourceExhausted:
      return 429;
    case absl::StatusCode::kCancelled:
      return 499;
    case absl::StatusCode::kUnimplemented:
      return 501;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    default:
      return 500;
  }
}

Response ProblemResponse(const absl::Status& status) {
  const int http_status = HttpStatus(status);
  const ErrorDetails details = runtime::DetailsOf(status);
  if (http_status == 500) {
    return Render(500, "Something went wrong here; the incident id names it in our log.",
                  {.incident_id = details.incident_id});
  }
  Response response = Render(http_status, runtime::StdView(status.message()), details);
  if (http_status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (http_status == 412)
    response.headers.emplace_back("ETag", absl::StrCat("\"", details.current_etag, "\""));
  if (http_status == 429 || http_status == 503 || details.retry_after > absl::ZeroDuration()) {
    response.headers.emplace_back("Retry-After", RetryAfterSeconds(details.retry_after));
  }
  return response;
}

Response ProblemResponse(int http_status, std::string_view detail) {
  return Render(http_status, detail, {});
}

}  // namespace boulevard::gateway::transcode
