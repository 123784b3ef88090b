#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "boulevard/guidance/v1/agenda.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/record_enums.h"
#include "services/guidance/domain/agendas.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Agendas;
using domain::DueItem;
using domain::DueKind;
using domain::DuePosition;
using runtime::CallContext;
using runtime::IdFrom;

constexpr int kWithinDays = 14;
constexpr int kWithoutContactDays = 14;

v1::DueItem DueItemMessage(const DueItem& item, domain::Day today) {
  v1::DueItem message;
  message.set_kind(EnumOf(item.kind));
  message.set_young_person_id(item.young_person_id.ToString());
  message.set_mentor_id(item.mentor_id.ToString());
  message.set_due_on(runtime::DayText(item.due_on));
  message.set_overdue(item.due_on < today);
  if (item.plan_id) message.set_plan_id(item.plan_id->ToString());
  if (item.kind == DueKind::kAction) message.set_action_id(item.id.ToString());
  if (item.last_contact_on) message.set_last_contact_on(runtime::DayText(*item.last_contact_on));
  return message;
}

v1::DueItem* AddTo(v1::Agenda& agenda, DueKind kind) {
  if (kind == DueKind::kReview) return agenda.add_reviews();
  return kind == DueKind::kAction ? agenda.add_actions() : agenda.add_contacts();
}

template <typename Request>
int WithoutContactDays(const Request& request) {
  return request.has_without_contact_days() ? request.without_contact_days() : kWithoutContactDays;
}

// A day, a digit for the kind, and an id, as they lie in the token of a page.
constexpr size_t kDueDayBytes = sizeof("2026-01-12") - 1;
constexpr size_t kDueCursorBytes = kDueDayBytes + 1 + sizeof(domain::Uuid::bytes);

std::string DueCursorOf(const DueItem& last) {
  return absl::StrCat(runtime::DayText(last.due_on), static_cast<int>(last.kind),
                      std::string(last.id.AsBytes()));
}

// Where the page begins; nothing for the first page.
absl::StatusOr<std::optional<DuePosition>> DueAfterFrom(const v1::ListDueItemsRequest& request) {
  ASSIGN_OR_RETURN(const std::string cursor, runtime::CursorFrom(request));
  if (cursor.empty()) return std::nullopt;
  DuePosition position;
  if (cursor.size() != kDueCursorBytes ||
      !absl::ParseCivilTime(cursor.substr(0, kDueDayBytes), &position.on)) {
    return runtime::InvalidField("pageToken", "page-token",
                                 "must be the nextPageToken of an answer to the same filters");
  }
  position.kind = static_cast<DueKind>(cursor[kDueDayBytes] - '0');
  std::copy(cursor.begin() + kDueDayBytes + 1, cursor.end(), position.id.bytes.begin());
  return position;
}

absl::StatusOr<v1::Agenda> Get(const Agendas& agendas, const runtime::Clock& clock,
                               const CallContext& context, const v1::GetAgendaRequest& request) {
  const int within_days = request.has_within_days() ? request.within_days() : kWithinDays;
  ASSIGN_OR_RETURN(const auto found,
                   agendas.Get(context, IdFrom(request.id()), within_days, WithoutContactDays(request)));
  const domain::Day today = runtime::Today(clock);
  v1::Agenda agenda;
  agenda.set_mentor_id(request.id());
  agenda.set_on(runtime::DayText(today));
  for (const DueItem& item : found.rows) *AddTo(agenda, item.kind) = DueItemMessage(item, today);
  agenda.set_more(found.more);
  return agenda;
}

absl::StatusOr<v1::ListDueItemsResponse> List(const Agendas& agendas, const runtime::Clock& clock,
                                              const CallContext& context,
                                              const v1::ListDueItemsRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<DuePosition> after, DueAfterFrom(request));
  const domain::Day today = runtime::Today(clock);
  const domain::DueFilter filter{.mentor_id = std::nullopt,
                                 .team = request.team(),
                                 .kind = OptionalEnumFrom<DueKind>(request.kind()),
                                 .until = today + request.within_days(),
                                 .without_contact_days = WithoutContactDays(request)};
  ASSIGN_OR_RETURN(const auto found, agendas.List(context, filter, runtime::PageSizeFrom(request), after));
  v1::ListDueItemsResponse response;
  for (const DueItem& item : found.rows) *response.add_due_items() = DueItemMessage(item, today);
  if (found.more) {
    response.set_next_page_token(runtime::PageTokenAfter(request, DueCursorOf(found.rows.back())));
  }
  return response;
}

}  // namespace

void BindAgenda(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Agendas agendas(store, clock);
  const std::string service = "boulevard.guidance.v1.AgendaService.";
  handlers.Bind<v1::GetAgendaRequest, v1::Agenda>(service + "GetAgenda",
                                                  std::bind_front(Get, agendas, std::cref(clock)));
  handlers.Bind<v1::ListDueItemsRequest, v1::ListDueItemsResponse>(
      service + "ListDueItems", std::bind_front(List, agendas, std::cref(clock)));
}

}  // namespace boulevard::guidance::api
