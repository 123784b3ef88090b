#ifndef BOULEVARD_SERVICES_GUIDANCE_API_RECORD_PAGING_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_RECORD_PAGING_H_

#include <string>

#include <google/protobuf/message.h>

#include "absl/status/statusor.h"
#include "services/guidance/domain/record_types.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"

// Pages of records, which are in the order of their days, the newest first. What all records of the contract
// have is in their messages under the same names.
namespace boulevard::guidance::api {

// INVALID_ARGUMENT when the token is none of ours.
absl::StatusOr<domain::RecordPage> RecordPageFrom(const google::protobuf::Message& request);
std::string PageTokenAfter(const google::protobuf::Message& request, const domain::RecordPosition& last);

// Empty on the last page.
template <typename T>
std::string NextRecordToken(const google::protobuf::Message& request, const domain::PageOf<T>& page) {
  if (!page.more) return "";
  const T& last = page.rows.back();
  return PageTokenAfter(request, {.on = DayOf(last), .id = last.id});
}

// What all of them have, but for their etag.
template <typename Message>
void SetRecord(const domain::Record& record, Message& message) {
  message.set_id(record.id.ToString());
  message.set_young_person_id(record.young_person_id.ToString());
  message.set_mentor_id(record.mentor_id.ToString());
  *message.mutable_created_at() = runtime::TimestampOf(record.created_at);
  if (record.withdrawn_on) message.set_withdrawn_on(runtime::DayText(*record.withdrawn_on));
  message.set_withdrawal_reason(record.withdrawal_reason);
}

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_RECORD_PAGING_H_
