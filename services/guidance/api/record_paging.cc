#include "services/guidance/api/record_paging.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

constexpr size_t kDayBytes = sizeof("2026-01-12") - 1;
constexpr size_t kIdBytes = sizeof(domain::Uuid::bytes);

}  // namespace

absl::StatusOr<domain::RecordPage> RecordPageFrom(const google::protobuf::Message& request) {
  domain::RecordPage page{.size = runtime::PageSizeFrom(request)};
  ASSIGN_OR_RETURN(const std::string cursor, runtime::CursorFrom(request));
  if (cursor.empty()) return page;
  domain::RecordPosition position;
  if (cursor.size() != kDayBytes + kIdBytes ||
      !absl::ParseCivilTime(cursor.substr(0, kDayBytes), &position.on)) {
    return runtime::InvalidField("pageToken", "page-token",
                                 "must be the nextPageToken of an answer to the same filters");
  }
  std::copy(cursor.begin() + kDayBytes, cursor.end(), position.id.bytes.begin());
  page.before = position;
  return page;
}

std::string PageTokenAfter(const google::protobuf::Message& request, const domain::RecordPosition& last) {
  return runtime::PageTokenAfter(request,
                                 absl::StrCat(runtime::DayText(last.on), std::string(last.id.AsBytes())));
}

}  // namespace boulevard::guidance::api
