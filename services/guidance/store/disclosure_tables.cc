#include "services/guidance/store/disclosure_tables.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/runtime/db/query.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::guidance::store {
namespace {

using domain::Disclosure;
using domain::DisclosureCategory;

constexpr char kSelectDisclosure[] =
    "SELECT id, young_person_id, consent_id, recipient, organisation, categories, disclosed_by, disclosed_at "
    "FROM disclosures";

std::string CategoriesText(const std::vector<DisclosureCategory>& categories) {
  return absl::StrJoin(categories, ",",
                       [](std::string* text, DisclosureCategory category) { text->append(Word(category)); });
}

std::vector<DisclosureCategory> CategoriesOf(std::string_view text) {
  std::vector<DisclosureCategory> categories;
  for (const absl::string_view word : absl::StrSplit(runtime::AbslView(text), ',', absl::SkipEmpty())) {
    categories.push_back(domain::ParseWord<DisclosureCategory>(runtime::StdView(word)).value());
  }
  return categories;
}

Disclosure DisclosureOf(const runtime::db::Row& row) {
  return {.id = row.Id(0),
          .young_person_id = row.Id(1),
          .consent_id = row.Id(2),
          .recipient = domain::ParseWord<domain::RecipientKind>(row.Text(3)).value(),
          .organisation = row.String(4),
          .categories = CategoriesOf(row.Text(5)),
          .disclosed_by = row.String(6),
          .disclosed_at = row.Time(7)};
}

}  // namespace

absl::StatusOr<domain::PageOf<Disclosure>> MysqlDisclosureTables::ListDisclosures(
    const domain::Uuid& young_person_id, const domain::Page& page) {
  runtime::db::Conditions conditions;
  conditions.Add("young_person_id = ?", young_person_id);
  conditions.AddIf("id > ?", page.after);
  return runtime::db::QueryPage(session_, kSelectDisclosure, std::move(conditions), "id", page.size,
                                DisclosureOf);
}

absl::Status MysqlDisclosureTables::Insert(const Disclosure& disclosure) {
  return session_
      .Execute(
          "INSERT INTO disclosures (id, young_person_id, consent_id, recipient, organisation, categories, "
          "disclosed_by, disclosed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          {disclosure.id, disclosure.young_person_id, disclosure.consent_id, Word(disclosure.recipient),
           disclosure.organisation, CategoriesText(disclosure.categories), disclosure.disclosed_by,
           disclosure.disclosed_at})
      .status();
}

}  // namespace boulevard::guidance::store
