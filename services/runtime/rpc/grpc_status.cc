#include "services/runtime/rpc/grpc_status.h"

#include <string>

#include "boulevard/runtime/v1/errors.pb.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

// gRPC peers take 8 KiB of trailers by default, and binary ones grow by a third on the way.
constexpr size_t kMostDetailBytes = 4096;
constexpr size_t kMostMessageBytes = 1024;

runtime::v1::ErrorDetails ToProto(const ErrorDetails& details) {
  runtime::v1::ErrorDetails proto;
  for (const FieldViolation& violation : details.fields) {
    runtime::v1::FieldViolation& field = *proto.add_fields();
    field.set_field(violation.field);
    field.set_rule(violation.rule);
    field.set_description(violation.description);
  }
  proto.set_current_state(details.current_state);
  for (const std::string& step : details.allowed_steps) proto.add_allowed_steps(step);
  for (const RuleBreach& breach : details.rules) {
    runtime::v1::RuleBreach& rule = *proto.add_rules();
    rule.set_rule(breach.rule);
    rule.set_actual(breach.actual);
    rule.set_required(breach.required);
  }
  proto.set_incident_id(details.incident_id);
  proto.set_retry_after_ms(absl::ToInt64Milliseconds(details.retry_after));
  proto.set_etag_missing(details.etag_missing);
  proto.set_current_etag(details.current_etag);
  proto.set_existing_id(details.existing_id);
  if (!details.current.empty()) proto.mutable_current()->ParseFromString(details.current);
  if (proto.ByteSizeLong() > kMostDetailBytes) proto.clear_current();
  while (proto.fields_size() > 0 && proto.ByteSizeLong() > kMostDetailBytes) {
    proto.mutable_fields()->RemoveLast();
  }
  return proto;
}

ErrorDetails FromProto(const runtime::v1::ErrorDetails& proto) {
  ErrorDetails details;
  for (const runtime::v1::FieldViolation& field : proto.fields()) {
    details.fields.push_back({field.field(), field.rule(), field.description()});
  }
  details.current_state = proto.current_state();
  details.allowed_steps.assign(proto.allowed_steps().begin(), proto.allowed_steps().end());
  for (const runtime::v1::RuleBreach& rule : proto.rules()) {
    details.rules.push_back({rule.rule(), rule.actual(), rule.required()});
  }
  details.incident_id = proto.incident_id();
  details.retry_after = absl::Milliseconds(proto.retry_after_ms());
  details.etag_missing = proto.etag_missing();
  details.current_etag = proto.current_etag();
  details.current = proto.current().SerializeAsString();
  details.existing_id = proto.existing_id();
  return details;
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  std::string message(StdView(status.message()).substr(0, kMostMessageBytes));
  runtime::v1::RpcStatus proto;
  proto.set_code(static_cast<int>(status.code()));
  proto.set_message(message);
  const ErrorDetails details = DetailsOf(status);
  if (details != ErrorDetails{}) proto.add_details()->PackFrom(ToProto(details));
  return {static_cast<grpc::StatusCode>(status.code()), std::move(message), proto.SerializeAsString()};
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const absl::Status plain(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  runtime::v1::RpcStatus proto;
  if (!proto.ParseFromString(status.error_details())) return plain;
  for (const google::protobuf::Any& any : proto.details()) {
    runtime::v1::ErrorDetails details;
    if (any.UnpackTo(&details)) return WithDetails(plain, FromProto(details));
  }
  return plain;
}

}  // namespace boulevard::runtime::rpc
