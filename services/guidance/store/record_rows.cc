#include "services/guidance/store/record_rows.h"

#include <optional>

namespace boulevard::guidance::store {
namespace {

using domain::Assessment;
using domain::ContactMoment;
using domain::DaytimeActivity;
using domain::ParseWord;
using runtime::db::Param;
using runtime::db::Row;

}  // namespace

using ContactMomentRows = RowsOf<ContactMoment>;
using ActivityRows = RowsOf<DaytimeActivity>;
using AssessmentRows = RowsOf<Assessment>;

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

const std::vector<std::string_view> ActivityRows::kColumns = {"kind", "hours_per_week", "starts_on",
                                                              "ends_on", "start_qualification_on"};
const std::vector<std::string_view> ActivityRows::kSealed = {"organisation", "withdrawal_reason"};

void ActivityRows::Read(const Row& row, int first, DaytimeActivity& activity) {
  activity.kind = ParseWord<domain::DaytimeActivityKind>(row.Text(first)).value();
  activity.hours_per_week = static_cast<int>(row.Int(first + 1));
  activity.starts_on = row.Day(first + 2);
  activity.ends_on = row.OptionalDay(first + 3);
  activity.start_qualification_on = row.OptionalDay(first + 4);
}

void ActivityRows::AddParams(const DaytimeActivity& activity, std::vector<Param>& params) {
  params.insert(params.end(), {Word(activity.kind), activity.hours_per_week, activity.starts_on,
                               activity.ends_on, activity.start_qualification_on});
}

std::vector<std::string*> ActivityRows::Texts(DaytimeActivity& activity) {
  return {&activity.organisation, &activity.withdrawal_reason};
}

// The scores in the order of LifeDomain.
const std::vector<std::string_view> AssessmentRows::kColumns = {"assessed_on",
                                                                "finance",
                                                                "work_and_education",
                                                                "use_of_time",
                                                                "housing",
                                                                "domestic_relations",
                                                                "mental_health",
                                                                "physical_health",
                                                                "substance_use",
                                                                "basic_daily_activities",
                                                                "instrumental_daily_activities",
                                                                "social_network",
                                                                "community_participation",
                                                                "justice"};
const std::vector<std::string_view> AssessmentRows::kSealed = {"withdrawal_reason"};

void AssessmentRows::Read(const Row& row, int first, Assessment& assessment) {
  assessment.assessed_on = row.Day(first);
  for (size_t i = 0; i < assessment.scores.size(); ++i) {
    assessment.scores[i] = static_cast<int>(row.Int(first + 1 + static_cast<int>(i)));
  }
}

void AssessmentRows::AddParams(const Assessment& assessment, std::vector<Param>& params) {
  params.emplace_back(assessment.assessed_on);
  params.insert(params.end(), assessment.scores.begin(), assessment.scores.end());
}

std::vector<std::string*> AssessmentRows::Texts(Assessment& assessment) {
  return {&assessment.withdrawal_reason};
}

}  // namespace boulevard::guidance::store
