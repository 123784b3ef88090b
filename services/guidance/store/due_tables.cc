#include "services/guidance/store/due_tables.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/db/query.h"

// What is due begins with the young people of a caseload, and looks up what each has: it costs by them, and
// not by how much there is of everyone.
namespace boulevard::guidance::store {
namespace {

using domain::DueFilter;
using domain::DueItem;
using domain::DueKind;
using runtime::db::Param;
using runtime::db::Row;

// The columns of each part: due_on, kind, id, young_person_id, mentor_id, plan_id, last_contact_on.
constexpr char kReviews[] =
    "SELECT plans.next_review_on AS due_on, 1 AS kind, plans.id AS id, y.id AS young_person_id, y.mentor_id, "
    "plans.id AS plan_id, NULL AS last_contact_on FROM young_people y "
    "JOIN plans ON plans.open_for = y.id WHERE plans.next_review_on <= ? AND ";
constexpr char kActions[] =
    "SELECT a.due_on, 2, a.id, y.id, y.mentor_id, a.plan_id, NULL FROM young_people y "
    "JOIN plan_actions a ON a.young_person_id = y.id JOIN plans ON plans.id = a.plan_id "
    "WHERE plans.open_for = y.id AND a.done_on IS NULL AND a.due_on <= ? AND ";
// A limit of one lets the server stop at the end of the index, where MAX reads all that someone has.
constexpr char kContacts[] =
    "SELECT DATE_ADD(COALESCE(c.last_contact_on, c.guided_from), INTERVAL ? DAY), 3, c.id, c.id, "
    "c.mentor_id, "
    "NULL, c.last_contact_on FROM (SELECT y.id, y.mentor_id, "
    "(SELECT held_on FROM contact_moments m WHERE m.young_person_id = y.id AND m.attendance = 'attended' "
    "AND m.withdrawn_on IS NULL ORDER BY m.held_on DESC LIMIT 1) AS last_contact_on, "
    "(SELECT starts_on FROM assignments s WHERE s.young_person_id = y.id ORDER BY s.id DESC LIMIT 1) "
    "AS guided_from FROM young_people y WHERE ";
constexpr char kContactsDue[] = ") c WHERE COALESCE(c.last_contact_on, c.guided_from) <= ?";

// A statement with its parameters, which the filter outlives.
class DueQuery {
 public:
  explicit DueQuery(const DueFilter& filter) : filter_(filter) {
    if (Wants(DueKind::kReview)) AddPart(kReviews, {filter.until});
    if (Wants(DueKind::kAction)) AddPart(kActions, {filter.until});
    if (Wants(DueKind::kContact)) {
      AddPart(kContacts, {filter.without_contact_days});
      parts_.back().append(kContactsDue);
      params_.emplace_back(filter.until - filter.without_contact_days);
    }
  }

  std::string Text(const std::optional<domain::DuePosition>& after, int limit) {
    std::string text = absl::StrCat("SELECT * FROM (", absl::StrJoin(parts_, " UNION ALL "), ") due");
    if (after) {
      text += " WHERE due_on > ? OR (due_on = ? AND (kind > ? OR (kind = ? AND id > ?)))";
      const int kind = static_cast<int>(after->kind);
      params_.insert(params_.end(), {after->on, after->on, kind, kind, after->id});
    }
    params_.emplace_back(limit);
    return text + " ORDER BY due_on, kind, id LIMIT ?";
  }
  const std::vector<Param>& params() const { return params_; }

 private:
  bool Wants(DueKind kind) const { return filter_.kind.value_or(kind) == kind; }

  // Of the young people whom the filter names, who all have a mentor.
  void AddPart(const char* select, std::initializer_list<Param> params) {
    params_.insert(params_.end(), params);
    std::string& part = parts_.emplace_back(select);
    part += "y.state = 'open' AND ";
    if (filter_.mentor_id) {
      part += "y.mentor_id = ?";
      params_.emplace_back(*filter_.mentor_id);
    } else if (!filter_.team.empty()) {
      part += "y.mentor_id IN (SELECT id FROM mentors WHERE team = ?)";
      params_.emplace_back(filter_.team);
    } else {
      part += "y.mentor_id IS NOT NULL";
    }
  }

  const DueFilter& filter_;
  std::vector<std::string> parts_;
  std::vector<Param> params_;
};

DueItem DueItemOf(const Row& row) {
  return {.kind = static_cast<DueKind>(row.Int(1)),
          .id = row.Id(2),
          .young_person_id = row.Id(3),
          .mentor_id = row.Id(4),
          .due_on = row.Day(0),
          .plan_id = row.OptionalId(5),
          .last_contact_on = row.OptionalDay(6)};
}

}  // namespace

absl::StatusOr<domain::PageOf<DueItem>> MysqlDueTables::ListDue(
    const DueFilter& filter, int size, const std::optional<domain::DuePosition>& after) {
  DueQuery query(filter);
  const std::string text = query.Text(after, size + 1);
  ASSIGN_OR_RETURN(std::vector<DueItem> rows,
                   runtime::db::QueryAll(session_, text, query.params(), DueItemOf));
  const bool more = rows.size() > static_cast<size_t>(size);
  if (more) rows.resize(static_cast<size_t>(size));
  return domain::PageOf<DueItem>{std::move(rows), more};
}

}  // namespace boulevard::guidance::store
