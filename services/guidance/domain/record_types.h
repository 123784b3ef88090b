#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_TYPES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_TYPES_H_

#include <array>
#include <optional>
#include <string>

#include "services/guidance/domain/record_words.h"
#include "services/guidance/domain/types.h"

// What a mentor records of a young person beside the plan, each of one day.
namespace boulevard::guidance::domain {

// What all of them have.
struct Record {
  Uuid id;
  Uuid young_person_id;
  Uuid mentor_id;  // who recorded it
  absl::Time created_at;
  // Of one that was taken back: it does not count any more.
  std::optional<Day> withdrawn_on;
  std::string withdrawal_reason;  // confidential
};

struct ContactMoment : Record {
  Day held_on;
  std::string time;  // HH:MM in The Hague; empty: not known
  ContactWay way = ContactWay::kInPerson;
  std::optional<int> duration_minutes;
  Attendance attendance = Attendance::kAttended;
  std::string note;  // confidential
};

// What someone does by day for some time.
struct DaytimeActivity : Record {
  DaytimeActivityKind kind = DaytimeActivityKind::kSchool;
  std::string organisation;  // confidential
  int hours_per_week = 0;
  Day starts_on;
  std::optional<Day> ends_on;                 // the first day on which it is no longer
  std::optional<Day> start_qualification_on;  // the startkwalificatie that they got by it
};

// A score of each domain of life, 1 to 5, in the order of LifeDomain.
using Scores = std::array<int, kWords<LifeDomain>.size()>;

struct Assessment : Record {
  Day assessed_on;
  Scores scores{};
};

// The day by which records are listed.
inline Day DayOf(const ContactMoment& moment) {
  return moment.held_on;
}
inline Day DayOf(const DaytimeActivity& activity) {
  return activity.starts_on;
}
inline Day DayOf(const Assessment& assessment) {
  return assessment.assessed_on;
}

// Where a page of a list ended whose newest come first.
struct RecordPosition {
  Day on;
  Uuid id;
};

struct RecordPage {
  int size = 50;
  std::optional<RecordPosition> before;
};

struct RecordFilter {
  Uuid young_person_id;
  // Of that day or later, and before that day.
  std::optional<Day> from, until;
  // Those alone that last on that day; of daytime activities.
  std::optional<Day> lasting_on;
  bool include_withdrawn = false;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_TYPES_H_
