#include "services/placements/store/stock_tables.h"

#include "absl/strings/str_cat.h"
#include "services/placements/store/availability_kinds.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"
#include "services/runtime/events/event.h"

// Programmes, providers, units, places; facilities have a file of their own.
namespace boulevard::placements::store {
namespace {

using domain::Page;
using domain::PageOf;
using domain::Place;
using domain::Programme;
using domain::Provider;
using domain::ResidentKind;
using domain::Unit;
using domain::Uuid;
using domain::Word;
using runtime::db::Row;

constexpr std::string_view kSelectProgramme =
    "SELECT id, name, guidance_level, minimum_age, maximum_age, resident_kinds, turnaround_days, "
    "offer_hours, "
    "closed FROM programmes";

Programme ProgrammeOf(const Row& row) {
  return {.id = row.String(0),
          .name = row.String(1),
          .guidance_level = domain::ParseWord<domain::GuidanceLevel>(row.Text(2)).value(),
          .minimum_age = static_cast<int>(row.Int(3)),
          .maximum_age = static_cast<int>(row.Int(4)),
          .resident_kinds = domain::ResidentKinds::FromBits(static_cast<int>(row.Int(5))),
          .turnaround_days = static_cast<int>(row.Int(6)),
          .offer_hours = static_cast<int>(row.Int(7)),
          .closed = row.Bool(8)};
}

constexpr std::string_view kSelectProvider = "SELECT id, name, contact_email, contact_phone FROM providers";

Provider ProviderOf(const Row& row) {
  return {
      .id = row.Id(0), .name = row.String(1), .contact_email = row.String(2), .contact_phone = row.String(3)};
}

std::string Select(std::string_view columns, std::string_view tables) {
  return std::string("SELECT ").append(columns).append(" FROM ").append(tables);
}

constexpr std::string_view kUnitTables = "units u JOIN facilities f ON f.id = u.facility_id";

constexpr std::string_view kUnitReferenceTaken = "another unit of this facility has that reference";
constexpr std::string_view kPlaceReferenceTaken = "another place of this unit has that reference";

}  // namespace

absl::StatusOr<Programme> MysqlStockTables::GetProgramme(const std::string& id) {
  return QueryOne(session_, std::string(kSelectProgramme) + " WHERE id = ?", id, "programme", id,
                  ProgrammeOf);
}

absl::StatusOr<Programme> MysqlStockTables::LockProgramme(const std::string& id) {
  return QueryOne(session_, std::string(kSelectProgramme) + " WHERE id = ? FOR UPDATE", id, "programme", id,
                  ProgrammeOf);
}

absl::StatusOr<PageOf<Programme>> MysqlStockTables::ListProgrammes(int size, const std::string& after) {
  Conditions conditions;
  conditions.AddIf("id > ?", after);
  return QueryPage(session_, kSelectProgramme, std::move(conditions), "id", size, ProgrammeOf);
}

absl::Status MysqlStockTables::Insert(const Programme& programme) {
  return NamingDuplicate(
      session_
          .Execute(
              "INSERT INTO programmes (id, name, guidance_level, minimum_age, maximum_age, resident_kinds, "
              "turnaround_days, offer_hours, closed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {programme.id, programme.name, Word(programme.guidance_level), programme.minimum_age,
               programme.maximum_age, programme.resident_kinds.bits(), programme.turnaround_days,
               programme.offer_hours, programme.closed})
          .status(),
      "programme.id", "another programme has that id");
}

absl::Status MysqlStockTables::Update(const Programme& programme) {
  RETURN_IF_ERROR(
      FoundOne(session_.Execute(
                   "UPDATE programmes SET name = ?, guidance_level = ?, minimum_age = ?, maximum_age = ?, "
                   "resident_kinds = ?, turnaround_days = ?, offer_hours = ?, closed = ? WHERE id = ?",
                   {programme.name, Word(programme.guidance_level), programme.minimum_age,
                    programme.maximum_age, programme.resident_kinds.bits(), programme.turnaround_days,
                    programme.offer_hours, programme.closed, programme.id}),
               "programme", programme.id));
  return runtime::events::Write(session_, kProgrammeChanged, {}, programme.id);
}

absl::StatusOr<Provider> MysqlStockTables::GetProvider(const Uuid& id) {
  return QueryOne(session_, std::string(kSelectProvider) + " WHERE id = ?", id, "provider", id.ToString(),
                  ProviderOf);
}

absl::StatusOr<Provider> MysqlStockTables::LockProvider(const Uuid& id) {
  return QueryOne(session_, std::string(kSelectProvider) + " WHERE id = ? FOR UPDATE", id, "provider",
                  id.ToString(), ProviderOf);
}

absl::StatusOr<PageOf<Provider>> MysqlStockTables::ListProviders(const Page& page) {
  Conditions conditions;
  conditions.AddIf("id > ?", page.after);
  return QueryPage(session_, kSelectProvider, std::move(conditions), "id", page.size, ProviderOf);
}

absl::Status MysqlStockTables::Insert(const Provider& provider) {
  return NamingDuplicate(
      session_
          .Execute("INSERT INTO providers (id, name, contact_email, contact_phone) VALUES (?, ?, ?, ?)",
                   {provider.id, provider.name, provider.contact_email, provider.contact_phone})
          .status(),
      "provider.id", "another provider has that id");
}

absl::Status MysqlStockTables::Update(const Provider& provider) {
  RETURN_IF_ERROR(FoundOne(
      session_.Execute("UPDATE providers SET name = ?, contact_email = ?, contact_phone = ? WHERE id = ?",
                       {provider.name, provider.contact_email, provider.contact_phone, provider.id}),
      "provider", provider.id.ToString()));
  return runtime::events::Write(session_, kProviderChanged, provider.id);
}

absl::StatusOr<Unit> MysqlStockTables::GetUnit(const Uuid& id) {
  return QueryOne(session_, Select(kUnitColumns, kUnitTables) + " WHERE u.id = ?", id, "unit", id.ToString(),
                  UnitOf);
}

absl::StatusOr<PageOf<Unit>> MysqlStockTables::ListUnits(const domain::UnitFilter& filter, const Page& page) {
  Conditions conditions;
  conditions.AddIf("u.id > ?", page.after);
  conditions.AddIf("u.facility_id = ?", filter.facility_id);
  conditions.AddIf("f.provider_id = ?", filter.provider_id);
  return QueryPage(session_, Select(kUnitColumns, kUnitTables), std::move(conditions), "u.id", page.size,
                   UnitOf);
}

absl::Status MysqlStockTables::Insert(const Unit& unit) {
  return NamingDuplicate(
      session_
          .Execute("INSERT INTO units (id, facility_id, name, reference, quota_young_person, "
                   "quota_status_holder, quota_student) VALUES (?, ?, ?, ?, ?, ?, ?)",
                   {unit.id, unit.facility_id, unit.name, NullIfEmpty(unit.reference),
                    QuotaOf(unit, ResidentKind::kYoungPerson), QuotaOf(unit, ResidentKind::kStatusHolder),
                    QuotaOf(unit, ResidentKind::kStudent)})
          .status(),
      "unit.reference", kUnitReferenceTaken);
}

absl::Status MysqlStockTables::Update(const Unit& unit) {
  const absl::StatusOr<int64_t> changed = session_.Execute(
      "UPDATE units SET name = ?, reference = ?, quota_young_person = ?, quota_status_holder = ?, "
      "quota_student = ? WHERE id = ?",
      {unit.name, NullIfEmpty(unit.reference), QuotaOf(unit, ResidentKind::kYoungPerson),
       QuotaOf(unit, ResidentKind::kStatusHolder), QuotaOf(unit, ResidentKind::kStudent), unit.id});
  RETURN_IF_ERROR(
      NamingDuplicate(FoundOne(changed, "unit", unit.id.ToString()), "unit.reference", kUnitReferenceTaken));
  return runtime::events::Write(session_, kUnitChanged, unit.id);
}

absl::StatusOr<Place> MysqlStockTables::GetPlace(const Uuid& id) {
  return QueryOne(session_, Select(kPlaceColumns, "places p") + " WHERE p.id = ?", id, "place", id.ToString(),
                  PlaceOf);
}

absl::StatusOr<PageOf<Place>> MysqlStockTables::ListPlaces(const domain::PlaceFilter& filter,
                                                           const Page& page) {
  Conditions conditions;
  conditions.AddIf("p.id > ?", page.after);
  conditions.AddIf("p.unit_id = ?", filter.unit_id);
  conditions.AddIf("p.facility_id = ?", filter.facility_id);
  conditions.AddIf("p.provider_id = ?", filter.provider_id);
  conditions.AddIf("p.programme_id = ?", filter.programme_id);
  return QueryPage(session_, Select(kPlaceColumns, "places p"), std::move(conditions), "p.id", page.size,
                   PlaceOf);
}

absl::Status MysqlStockTables::Insert(const Place& place) {
  RETURN_IF_ERROR(NamingDuplicate(
      session_
          .Execute(
              "INSERT INTO places (id, unit_id, facility_id, provider_id, programme_id, district, name, "
              "reference, rent_cents, is_furnished, is_accessible, is_self_contained, available_from, "
              "withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {place.id, place.unit_id, place.facility_id, place.provider_id, place.programme_id,
               place.district, place.name, NullIfEmpty(place.reference), place.rent_cents, place.furnished,
               place.accessible, place.self_contained, place.available_from, place.withdrawn})
          .status(),
      "place.reference", kPlaceReferenceTaken));
  RETURN_IF_ERROR(
      session_.Execute("UPDATE units SET places = places + 1 WHERE id = ?", {place.unit_id}).status());
  return runtime::events::Write(session_, kUnitChanged, place.unit_id);
}

absl::Status MysqlStockTables::Update(const Place& place) {
  const absl::StatusOr<int64_t> changed = session_.Execute(
      "UPDATE places SET name = ?, reference = ?, rent_cents = ?, is_furnished = ?, is_accessible = ?, "
      "is_self_contained = ?, available_from = ?, withdrawn = ? WHERE id = ?",
      {place.name, NullIfEmpty(place.reference), place.rent_cents, place.furnished, place.accessible,
       place.self_contained, place.available_from, place.withdrawn, place.id});
  RETURN_IF_ERROR(NamingDuplicate(FoundOne(changed, "place", place.id.ToString()), "place.reference",
                                  kPlaceReferenceTaken));
  return runtime::events::Write(session_, kPlaceChanged, place.id);
}

}  // namespace boulevard::placements::store
