#ifndef BOULEVARD_SERVICES_RUNTIME_MESSAGE_CONVERT_H_
#define BOULEVARD_SERVICES_RUNTIME_MESSAGE_CONVERT_H_

#include <optional>
#include <string>

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/message/etag.h"
#include "services/runtime/rules/field_rules.h"
#include "services/runtime/status/macros.h"

// Between the contract's strings and the domain's values. The field rules have checked what comes in: a text
// that is no date or id here is a fault of ours, and reads as 1970-01-01 or nil.
namespace boulevard::runtime {

std::string DayText(absl::CivilDay day);
absl::CivilDay DayFrom(const std::string& text);
std::optional<absl::CivilDay> OptionalDayFrom(const std::string& text);  // empty: nothing

Uuid IdFrom(const std::string& text);
std::optional<Uuid> OptionalIdFrom(const std::string& text);  // empty: nothing

google::protobuf::Timestamp TimestampOf(absl::Time time);
absl::Time TimeFrom(const google::protobuf::Timestamp& timestamp);

// Copies the masked fields of `from` over those of `to`, a message of the same type. Lists, and messages that
// the mask names without fields of theirs, are replaced as a whole; a masked field that `from` does not have
// is cleared.
void MergeMasked(const google::protobuf::Message& from, const google::protobuf::FieldMask& mask,
                 google::protobuf::Message& to);

// What `current`, just read under its lock, is to become by an update request. FAILED_PRECONDITION unless the
// request's etag names this version; INVALID_ARGUMENT as of rules::CheckMerged.
template <typename Resource, typename Request>
absl::StatusOr<Resource> Patched(Resource current, const Resource& change, const Request& request) {
  RETURN_IF_ERROR(CheckEtag(request.etag(), current));
  MergeMasked(change, request.update_mask(), current);
  RETURN_IF_ERROR(rules::CheckMerged(request, current));
  return current;
}

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_MESSAGE_CONVERT_H_
