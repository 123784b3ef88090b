#include "services/placements/domain/waiting_list.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "boulevard/placements/v1/waiting_list.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_applications.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/placements/domain/application_state.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::api {
namespace {

using domain::WaitingList;
using domain::WaitingListCursor;
using runtime::CallContext;

// Moment, version, points, waiting since, id: in digits and in words, so that a token is good on every
// replica.
std::string CursorText(const WaitingListCursor& cursor) {
  return absl::StrCat(absl::ToUnixMicros(cursor.at), " ", cursor.rule_set_version, " ", cursor.after.points,
                      " ", absl::ToUnixMicros(cursor.after.waiting_since), " ", cursor.after.id.ToString());
}

absl::StatusOr<std::optional<WaitingListCursor>> ParseCursor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::vector<std::string> parts = absl::StrSplit(text, ' ');
  WaitingListCursor cursor;
  int64_t at = 0;
  int64_t since = 0;
  if (parts.size() != 5 || !absl::SimpleAtoi(parts[0], &at) ||
      !absl::SimpleAtoi(parts[1], &cursor.rule_set_version) ||
      !absl::SimpleAtoi(parts[2], &cursor.after.points) || !absl::SimpleAtoi(parts[3], &since)) {
    return runtime::InvalidField("pageToken", "page-token",
                                 "must be the nextPageToken of an answer to the same filters");
  }
  cursor.at = absl::FromUnixMicros(at);
  cursor.after.waiting_since = absl::FromUnixMicros(since);
  cursor.after.id = IdFrom(parts[4]);
  return cursor;
}

void Fill(const domain::WaitingListEntry& entry, absl::Time at, v1::WaitingListEntry& message) {
  message.set_rank(entry.rank);
  message.set_application_id(entry.application.id.ToString());
  message.set_priority(entry.priority.Total());
  for (size_t i = 0; i < domain::kAllPriorityParts.size(); ++i) {
    v1::PriorityPoints& part = *message.add_parts();
    part.set_part(std::string(Word(domain::kAllPriorityParts[i])));
    part.set_points(entry.priority.points[i]);
  }
  message.set_weeks_waiting(domain::WeeksWaiting(entry.application, at));
  if (domain::IsPausedOn(entry.application, runtime::TodayIn(at)))
    *message.mutable_pause() = PauseMessage(*entry.application.pause);
}

absl::StatusOr<v1::GetWaitingListResponse> Get(const WaitingList& list, const CallContext& context,
                                               const v1::GetWaitingListRequest& request) {
  ASSIGN_OR_RETURN(const std::string text, CursorFrom(request));
  ASSIGN_OR_RETURN(const std::optional<WaitingListCursor> cursor, ParseCursor(text));
  ASSIGN_OR_RETURN(const auto page, list.Read(context, request.id(), PageSizeFrom(request), cursor));
  v1::GetWaitingListResponse response;
  for (const domain::WaitingListEntry& entry : page.entries) Fill(entry, page.at, *response.add_entries());
  *response.mutable_at() = TimestampOf(page.at);
  response.set_rule_set_version(page.rule_set_version);
  if (page.next) response.set_next_page_token(PageTokenAfter(request, CursorText(*page.next)));
  return response;
}

}  // namespace

void BindWaitingList(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  handlers.Bind<v1::GetWaitingListRequest, v1::GetWaitingListResponse>(
      "boulevard.placements.v1.WaitingListService.GetWaitingList",
      std::bind_front(Get, WaitingList(store, clock)));
}

}  // namespace boulevard::placements::api
