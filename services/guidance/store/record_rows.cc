#include "services/guidance/store/record_rows.h"

#include <optional>

namespace boulevard::guidance::store {
namespace {

using domain::ContactMoment;
using domain::ParseWord;
using runtime::db::Param;
using runtime::db::Row;

}  // namespace

using ContactMomentRows = RowsOf<ContactMoment>;

const std::vector<std::string_view> ContactMomentRows::kColumns = {"held_on", "time_of_day", "way",
                                                                   "duration_minutes", "attendance"};
const std::vector<std::string_view> ContactMomentRows::kSealed = {"note", "withdrawal_reason"};

void ContactMomentRows::Read(const Row& row, int first, ContactMoment& moment) {
  moment.held_on = row.Day(first);
  moment.time = row.String(first + 1);
  moment.way = ParseWord<domain::ContactWay>(row.Text(first + 2)).value();
  if (!row.IsNull(first + 3)) moment.duration_minutes = static_cast<int>(row.Int(first + 3));
  moment.attendance = ParseWord<domain::Attendance>(row.Text(first + 4)).value();
}

void ContactMomentRows::AddParams(const ContactMoment& moment, std::vector<Param>& params) {
  const Param time = moment.time.empty() ? Param(nullptr) : Param(moment.time);
  params.insert(params.end(),
                {moment.held_on, time, Word(moment.way), moment.duration_minutes, Word(moment.attendance)});
}

std::vector<std::string*> ContactMomentRows::Texts(ContactMoment& moment) {
  return {&moment.note, &moment.withdrawal_reason};
}

}  // namespace boulevard::guidance::store
