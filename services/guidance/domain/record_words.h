#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_WORDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_WORDS_H_

#include <array>
#include <string_view>

#include "services/guidance/domain/words.h"

// The vocabularies of what a mentor records beside the plan; see words.h.
namespace boulevard::guidance::domain {

enum class ContactWay { kInPerson = 1, kAtHome, kTelephone, kVideo, kMessage, kOther };
enum class Attendance { kAttended = 1, kNoShow, kCancelled };
enum class DaytimeActivityKind { kSchool = 1, kWork, kVolunteering, kTreatment, kLanguageCourse };
enum class BlockCause { kNoDwelling = 1, kNoIncome, kPaperwork, kWaitingForTreatment, kOwnChoice };
enum class ReadinessSignalKind {
  kAssessmentAgeDays = 1,
  kDomainsBelowThree,
  kOpenGoals,
  kDaytimeHours,
  kReviewOverdueDays,
  kStartQualification
};
enum class SignalBound { kAtMost = 1, kAtLeast };
enum class DueKind { kReview = 1, kAction, kContact };

template <>
inline constexpr std::array<std::string_view, 6> kWords<ContactWay> = {"in-person", "at-home", "telephone",
                                                                       "video",     "message", "other"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<Attendance> = {"attended", "no-show", "cancelled"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<DaytimeActivityKind> = {
    "school", "work", "volunteering", "treatment", "language-course"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<BlockCause> = {
    "no-dwelling", "no-income", "paperwork", "waiting-for-treatment", "own-choice"};
template <>
inline constexpr std::array<std::string_view, 6> kWords<ReadinessSignalKind> = {
    "assessment-age-days", "domains-below-three", "open-goals",
    "daytime-hours",       "review-overdue-days", "start-qualification"};
template <>
inline constexpr std::array<std::string_view, 2> kWords<SignalBound> = {"at-most", "at-least"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<DueKind> = {"review", "action", "contact"};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_WORDS_H_
