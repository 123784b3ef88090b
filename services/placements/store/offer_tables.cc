#include "absl/strings/str_cat.h"
#include "services/placements/store/booking_kinds.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/booking_tables.h"
#include "services/runtime/events/event.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::store {
namespace {

using domain::Offer;
using domain::PageOf;
using domain::Uuid;
using runtime::AbslView;
using runtime::db::Param;
using runtime::db::Row;

constexpr std::string_view kSelectOffer =
    "SELECT o.id, o.application_id, o.place_id, p.provider_id, o.resident_kind, o.starts_on, o.ends_on, "
    "o.expires_at, o.state, o.created_at, o.closed_at, o.decline_side, o.decline_reason, o.placement_id, "
    "o.rule_set_version, "
    "o.revoke_reason "
    "FROM offers o JOIN places p ON p.id = o.place_id";

Offer OfferOf(const Row& row) {
  Offer offer{.id = row.Id(0),
              .application_id = row.Id(1),
              .place_id = row.Id(2),
              .provider_id = row.Id(3),
              .resident_kind = WordOf<domain::ResidentKind>(row, 4),
              .period = {row.Day(5), row.Day(6)},
              .expires_at = row.Time(7),
              .state = WordOf<domain::OfferState>(row, 8),
              .created_at = row.Time(9),
              .closed_at = row.OptionalTime(10),
              .revoke_reason = OptionalWordOf<domain::RevokeReason>(row, 15),
              .placement_id = row.OptionalId(13),
              .rule_set_version = static_cast<int>(row.Int(14))};
  if (!row.IsNull(11)) {
    offer.decline = {.side = WordOf<domain::DeclineSide>(row, 11),
                     .reason = WordOf<domain::DeclineReason>(row, 12)};
  }
  return offer;
}

Param SideOf(const Offer& offer) {
  return offer.decline ? Param(Word(offer.decline->side)) : Param(nullptr);
}

Param ReasonOf(const Offer& offer) {
  return offer.decline ? Param(Word(offer.decline->reason)) : Param(nullptr);
}

}  // namespace

absl::StatusOr<Offer> MysqlBookingTables::GetOffer(const Uuid& id) {
  return QueryById(session_, kSelectOffer, "o.id", id, "offer", OfferOf);
}

absl::StatusOr<PageOf<Offer>> MysqlBookingTables::ListOffers(const domain::OfferFilter& filter,
                                                             const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("o.id > ?", page.after);
  conditions.AddIf("p.provider_id = ?", filter.provider_id);
  conditions.AddIf("o.place_id = ?", filter.place_id);
  conditions.AddIf("o.application_id = ?", filter.application_id);
  if (filter.state) conditions.Add("o.state = ?", Word(*filter.state));
  return QueryPage(session_, kSelectOffer, std::move(conditions), "o.id", page.size, OfferOf);
}

absl::Status MysqlBookingTables::Insert(const Offer& offer) {
  RETURN_IF_ERROR(
      session_
          .Execute("INSERT INTO offers (id, application_id, place_id, resident_kind, starts_on, ends_on, "
                   "expires_at, state, created_at, closed_at, decline_side, decline_reason, placement_id, "
                   "rule_set_version, revoke_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {offer.id, offer.application_id, offer.place_id, Word(offer.resident_kind),
                    offer.period.from, offer.period.until, offer.expires_at, Word(offer.state),
                    offer.created_at, offer.closed_at, SideOf(offer), ReasonOf(offer), offer.placement_id,
                    offer.rule_set_version, WordOrNull(offer.revoke_reason)})
          .status());
  return runtime::events::Write(session_, kOfferChanged, offer.id);
}

absl::Status MysqlBookingTables::Update(const Offer& offer) {
  RETURN_IF_ERROR(
      FoundOne(session_.Execute("UPDATE offers SET state = ?, closed_at = ?, decline_side = ?, "
                                "decline_reason = ?, placement_id = ?, revoke_reason = ? WHERE id = ?",
                                {Word(offer.state), offer.closed_at, SideOf(offer), ReasonOf(offer),
                                 offer.placement_id, WordOrNull(offer.revoke_reason), offer.id}),
               "offer", offer.id.ToString()));
  return runtime::events::Write(session_, kOfferChanged, offer.id);
}

absl::StatusOr<std::vector<Offer>> MysqlBookingTables::OpenOffersOf(const Uuid& young_person_id) {
  static const std::string sql = absl::StrCat(
      AbslView(kSelectOffer),
      " JOIN applications a ON a.id = o.application_id WHERE a.young_person_id = ? AND o.state = ? "
      "ORDER BY o.id");
  const Param params[] = {young_person_id, Word(domain::OfferState::kOpen)};
  return QueryAll(session_, sql, params, OfferOf);
}

absl::StatusOr<std::vector<Offer>> MysqlBookingTables::OverdueOffers(absl::Time now, int limit) {
  const Param params[] = {Word(domain::OfferState::kOpen), now, limit};
  return QueryAll(session_,
                  "SELECT id, place_id FROM offers WHERE state = ? AND expires_at <= ? ORDER BY expires_at "
                  "LIMIT ?",
                  params, [](const Row& row) { return Offer{.id = row.Id(0), .place_id = row.Id(1)}; });
}

}  // namespace boulevard::placements::store
