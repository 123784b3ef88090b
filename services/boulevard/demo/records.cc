#include "services/boulevard/demo/records.h"

#include <algorithm>
#include <string>

#include "services/boulevard/demo/applicants.h"

namespace boulevard::demo {
namespace {

using namespace guidance::domain;  // NOLINT(google-build-using-namespace): the words of the domain

constexpr int kMostMoments = 12;
constexpr int kDaysBetweenAssessments = 180;
// Who lives somewhere for shorter is not ready to leave.
constexpr int kDaysUntilReady = 150;
constexpr std::string_view kNotes[] = {
    "Demo: gesproken over de week en over de brieven.", "Demo: samen naar de gemeente gebeld.",
    "Demo: kamer bekeken, gaat goed.", "Demo: plannen gemaakt voor na de zomer."};

class Recorder {
 public:
  Recorder(const Mentor& mentor, Day today, Dice& dice, Ids& ids, Dossier& dossier)
      : mentor_(mentor),
        dice_(dice),
        ids_(ids),
        dossier_(dossier),
        from_(dossier.plan->starts_on),
        until_(std::min(dossier.person.closed_on.value_or(today), today)) {}

  void Record() {
    AddMoments();
    AddAssessments();
    if (dice_.Chance(75)) AddActivity();
    const bool is_open = dossier_.person.state == DossierState::kOpen;
    if (is_open && until_ - from_ > kDaysUntilReady && dice_.Chance(30)) Declare();
  }

 private:
  template <typename T>
  T New(Kind kind, Day on) {
    T record;
    record.id = ids_.Next(kind);
    record.young_person_id = dossier_.person.id;
    record.mentor_id = mentor_.id;
    record.created_at = TimeAt(on, 17);
    return record;
  }

  // About every other week, the last ones of it.
  void AddMoments() {
    Day on = until_ - dice_.Between(0, 25);
    for (int i = 0; i < kMostMoments && on >= from_; ++i, on -= dice_.Between(7, 21)) {
      auto moment = New<ContactMoment>(Kind::kContactMoment, on);
      moment.held_on = on;
      moment.way = dice_.OneOf({ContactWay::kInPerson, ContactWay::kAtHome, ContactWay::kTelephone});
      moment.attendance = dice_.Chance(88) ? Attendance::kAttended : Attendance::kNoShow;
      if (moment.attendance == Attendance::kAttended) {
        moment.duration_minutes = dice_.Between(2, 9) * 10;
        moment.note = kNotes[static_cast<size_t>(dice_.Between(0, 3))];
      }
      dossier_.moments.push_back(std::move(moment));
    }
  }

  void AddAssessments() {
    Scores scores;
    for (int& score : scores) score = dice_.Between(2, 4);
    for (Day on = from_ + dice_.Between(0, 14); on <= until_; on += kDaysBetweenAssessments) {
      auto assessment = New<Assessment>(Kind::kAssessment, on);
      assessment.assessed_on = on;
      assessment.scores = scores;
      dossier_.assessments.push_back(assessment);
      for (int& score : scores) score = std::clamp(score + dice_.OneOf({-1, 0, 0, 1, 1}), 1, 5);
    }
  }

  void AddActivity() {
    const Day starts_on = from_ + dice_.Between(10, 60);
    if (starts_on > until_) return;
    auto activity = New<DaytimeActivity>(Kind::kDaytimeActivity, starts_on);
    activity.kind =
        dice_.OneOf({DaytimeActivityKind::kSchool, DaytimeActivityKind::kSchool, DaytimeActivityKind::kWork,
                     DaytimeActivityKind::kVolunteering, DaytimeActivityKind::kLanguageCourse});
    activity.organisation = "Organisatie (demo)";
    activity.hours_per_week = dice_.Between(1, 8) * 4;
    activity.starts_on = starts_on;
    if (activity.kind == DaytimeActivityKind::kSchool && dice_.Chance(25))
      activity.start_qualification_on = until_;
    dossier_.activities.push_back(std::move(activity));
  }

  void Declare() {
    const Day on = from_ + dice_.Between(kDaysUntilReady, until_ - from_);
    auto readiness = New<Readiness>(Kind::kReadiness, on);
    readiness.declared_on = on;
    readiness.causes = {
        {dice_.OneOf({BlockCause::kNoDwelling, BlockCause::kNoDwelling, BlockCause::kNoDwelling,
                      BlockCause::kNoIncome, BlockCause::kPaperwork}),
         on}};
    dossier_.readiness = std::move(readiness);
  }

  const Mentor& mentor_;
  Dice& dice_;
  Ids& ids_;
  Dossier& dossier_;
  const Day from_, until_;
};

}  // namespace

void AddRecords(const Mentor& mentor, Day today, Dice& dice, Ids& ids, Dossier& dossier) {
  Recorder(mentor, today, dice, ids, dossier).Record();
}

}  // namespace boulevard::demo
