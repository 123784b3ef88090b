#include "services/guidance/domain/accesses.h"

#include <array>
#include <cstring>
#include <functional>
#include <optional>
#include <string>

#include "boulevard/guidance/v1/accesses.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Accesses;
using runtime::CallContext;
using runtime::IdFrom;

std::string TextOf(const std::optional<domain::Uuid>& id) {
  return id ? id->ToString() : "";
}

v1::Access AccessMessage(const domain::LoggedAccess& logged) {
  const domain::AccessEntry& entry = logged.entry;
  v1::Access message;
  *message.mutable_at() = runtime::TimestampOf(logged.at);
  message.set_event(entry.event);
  message.set_action(EnumOf(entry.action));
  message.set_subject(entry.subject);
  message.set_role(std::string(runtime::RoleName(entry.role)));
  message.set_purpose(entry.purpose);
  message.set_young_person_id(TextOf(entry.person));
  message.set_resource(entry.resource);
  message.set_resource_id(TextOf(entry.resource_id));
  message.set_result(EnumOf(entry.result));
  message.set_trace_id(entry.trace_id);
  message.set_reason(entry.reason);
  return message;
}

// The microseconds and the id of a row, as they lie in the token of a page.
using Cursor = std::array<int64_t, 2>;

std::string CursorOf(const domain::LoggedAccess& last) {
  const Cursor cursor = {absl::ToUnixMicros(last.at), last.id};
  return {reinterpret_cast<const char*>(cursor.data()), sizeof(cursor)};
}

// The row that the page begins before; nothing for the first page.
template <typename Request>
absl::StatusOr<std::optional<domain::AccessPosition>> BeforeFrom(const Request& request) {
  ASSIGN_OR_RETURN(const std::string bytes, runtime::CursorFrom(request));
  if (bytes.empty()) return std::nullopt;
  Cursor cursor;
  if (bytes.size() != sizeof(cursor)) {
    return runtime::InvalidField("pageToken", "page-token",
                                 "must be the nextPageToken of an answer to the same filters");
  }
  std::memcpy(cursor.data(), bytes.data(), sizeof(cursor));
  return domain::AccessPosition{.at = absl::FromUnixMicros(cursor[0]), .id = cursor[1]};
}

template <typename Response, typename Request>
Response PageMessage(const Request& request, const domain::AccessPage& page) {
  Response response;
  for (const domain::LoggedAccess& logged : page.rows) *response.add_accesses() = AccessMessage(logged);
  if (page.more) {
    response.set_next_page_token(runtime::PageTokenAfter(request, CursorOf(page.rows.back())));
  }
  return response;
}

absl::StatusOr<v1::ListAccessesResponse> List(const Accesses& accesses, const CallContext& context,
                                              const v1::ListAccessesRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<domain::AccessPosition> before, BeforeFrom(request));
  const domain::AccessFilter filter{.person = runtime::OptionalIdFrom(request.young_person_id()),
                                    .subject = request.subject(),
                                    .broken_glass_only = request.broken_glass_only(),
                                    .before = before};
  ASSIGN_OR_RETURN(const auto page, accesses.List(context, filter, runtime::PageSizeFrom(request)));
  return PageMessage<v1::ListAccessesResponse>(request, page);
}

absl::StatusOr<v1::ListAccessesOfYoungPersonResponse> OfYoungPerson(
    const Accesses& accesses, const CallContext& context,
    const v1::ListAccessesOfYoungPersonRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<domain::AccessPosition> before, BeforeFrom(request));
  const domain::AccessFilter filter{
      .person = IdFrom(request.id()), .subject = {}, .broken_glass_only = false, .before = before};
  ASSIGN_OR_RETURN(const auto page, accesses.OfYoungPerson(context, filter, runtime::PageSizeFrom(request)));
  return PageMessage<v1::ListAccessesOfYoungPersonResponse>(request, page);
}

}  // namespace

void BindAccesses(domain::Store& store, runtime::rpc::Handlers& handlers) {
  const Accesses accesses(store);
  const std::string service = "boulevard.guidance.v1.AccessLogService.";
  handlers.Bind<v1::ListAccessesRequest, v1::ListAccessesResponse>(service + "ListAccesses",
                                                                   std::bind_front(List, accesses));
  handlers.Bind<v1::ListAccessesOfYoungPersonRequest, v1::ListAccessesOfYoungPersonResponse>(
      service + "ListAccessesOfYoungPerson", std::bind_front(OfYoungPerson, accesses));
}

}  // namespace boulevard::guidance::api
