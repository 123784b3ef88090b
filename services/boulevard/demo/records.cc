#include "services/boulevard/demo/records.h"

#include <algorithm>
#include <string>

#include "services/boulevard/demo/applicants.h"

namespace boulevard::demo {
namespace {

namespace guided = guidance::domain;

constexpr int kMostMoments = 12;
constexpr int kDaysBetweenAssessments = 180;
// Who lives somewhere for shorter is not ready to leave.
constexpr int kDaysUntilReady = 150;
constexpr std::string_view kNotes[] = {
    "Demo: gesproken over de week en over de brieven.", "Demo: samen naar de gemeente gebeld.",
    "Demo: kamer bekeken, gaat goed.", "Demo: plannen gemaakt voor na de zomer."};

class Recorder {
 public:
  Recorder(const guided::Mentor& mentor, guided::Day today, Dice& dice, Ids& ids, Dossier& dossier)
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
    const bool is_open = dossier_.person.state == guided::DossierState::kOpen;
    if (is_open && until_ - from_ > kDaysUntilReady && dice_.Chance(30)) Declare();
  }

 private:
  template <typename T>
  T New(Kind kind, guided::Day on) {
    T record;
    record.id = ids_.Next(kind);
    record.young_person_id = dossier_.person.id;
    record.mentor_id = mentor_.id;
    record.created_at = TimeAt(on, 17);
    return record;
  }

  // About every other week, the last ones of it.
  void AddMoments() {
    guided::Day on = until_ - dice_.Between(0, 25);
    for (int i = 0; i < kMostMoments && on >= from_; ++i, on -= dice_.Between(7, 21)) {
      auto moment = New<guided::ContactMoment>(Kind::kContactMoment, on);
      moment.held_on = on;
      moment.way = dice_.OneOf(
          {guided::ContactWay::kInPerson, guided::ContactWay::kAtHome, guided::ContactWay::kTelephone});
      moment.attendance = dice_.Chance(88) ? guided::Attendance::kAttended : guided::Attendance::kNoShow;
      if (moment.attendance == guided::Attendance::kAttended) {
        moment.duration_minutes = dice_.Between(2, 9) * 10;
        moment.note = kNotes[static_cast<size_t>(dice_.Between(0, 3))];
      }
      dossier_.moments.push_back(std::move(moment));
    }
  }

  void AddAssessments() {
    guided::Scores scores;
    for (int& score : scores) score = dice_.Between(2, 4);
    for (guided::Day on = from_ + dice_.Between(0, 14); on <= until_; on += kDaysBetweenAssessments) {
      auto assessment = New<guided::Assessment>(Kind::kAssessment, on);
      assessment.assessed_on = on;
      assessment.scores = scores;
      dossier_.assessments.push_back(assessment);
      for (int& score : scores) score = std::clamp(score + dice_.OneOf({-1, 0, 0, 1, 1}), 1, 5);
    }
  }

  void AddActivity() {
    const guided::Day starts_on = from_ + dice_.Between(10, 60);
    if (starts_on > until_) return;
    auto activity = New<guided::DaytimeActivity>(Kind::kDaytimeActivity, starts_on);
    activity.kind =
        dice_.OneOf({guided::DaytimeActivityKind::kSchool, guided::DaytimeActivityKind::kSchool,
                     guided::DaytimeActivityKind::kWork, guided::DaytimeActivityKind::kVolunteering,
                     guided::DaytimeActivityKind::kLanguageCourse});
    activity.organisation = "Organisatie (demo)";
    activity.hours_per_week = dice_.Between(1, 8) * 4;
    activity.starts_on = starts_on;
    if (activity.kind == guided::DaytimeActivityKind::kSchool && dice_.Chance(25))
      activity.start_qualification_on = until_;
    dossier_.activities.push_back(std::move(activity));
  }

  void Declare() {
    const guided::Day on = from_ + dice_.Between(kDaysUntilReady, until_ - from_);
    auto readiness = New<guided::Readiness>(Kind::kReadiness, on);
    readiness.declared_on = on;
    readiness.causes = {{dice_.OneOf({guided::BlockCause::kNoDwelling, guided::BlockCause::kNoDwelling,
                                      guided::BlockCause::kNoDwelling, guided::BlockCause::kNoIncome,
                                      guided::BlockCause::kPaperwork}),
                         on}};
    dossier_.readiness = std::move(readiness);
  }

  const guided::Mentor& mentor_;
  Dice& dice_;
  Ids& ids_;
  Dossier& dossier_;
  const guided::Day from_, until_;
};

}  // namespace

void AddRecords(const guided::Mentor& mentor, guided::Day today, Dice& dice, Ids& ids, Dossier& dossier) {
  Recorder(mentor, today, dice, ids, dossier).Record();
}

}  // namespace boulevard::demo
