#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_WORDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_WORDS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// The closed vocabularies of guidance. Each value has its one word, used in SQL, JSON and metrics; the
// numbers are those of the proto contract (api/ asserts it).
namespace boulevard::guidance::domain {

// As in placements.
enum class ResidentKind { kYoungPerson = 1, kStatusHolder, kStudent };
enum class DossierState { kOpen = 1, kClosed, kAnonymised };
enum class DossierClosingReason {
  kGoalsReached = 1,
  kGuidedElsewhere,
  kNoLongerWanted,
  kOutOfContact,
  kTooOld,
  kDeceased,
  kOther
};
enum class ConsentPurpose {
  kShareWithProvider = 1,
  kShareWithReferrer,
  kShareWithMunicipality,
  kShareWithCare,
  kFollowUp,
  kResearch
};
// Of the Self-Sufficiency Matrix, in its order.
enum class LifeDomain {
  kFinance = 1,
  kWorkAndEducation,
  kUseOfTime,
  kHousing,
  kDomesticRelations,
  kMentalHealth,
  kPhysicalHealth,
  kSubstanceUse,
  kBasicDailyActivities,
  kInstrumentalDailyActivities,
  kSocialNetwork,
  kCommunityParticipation,
  kJustice
};

// Whom data is handed to; each is the purpose of a consent.
enum class RecipientKind { kProvider = 1, kReferrer, kMunicipality, kCare };
// What of a dossier is handed over.
enum class DisclosureCategory { kIdentity = 1, kContact };

// The words of a vocabulary, in the order of its values.
template <typename Enum>
inline constexpr std::nullptr_t kWords = nullptr;

template <>
inline constexpr std::array<std::string_view, 3> kWords<ResidentKind> = {"young-person", "status-holder",
                                                                         "student"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<DossierState> = {"open", "closed", "anonymised"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<DossierClosingReason> = {
    "goals-reached", "guided-elsewhere", "no-longer-wanted", "out-of-contact", "too-old", "deceased",
    "other"};
template <>
inline constexpr std::array<std::string_view, 6> kWords<ConsentPurpose> = {
    "share-with-provider", "share-with-referrer", "share-with-municipality",
    "share-with-care",     "follow-up",           "research"};
template <>
inline constexpr std::array<std::string_view, 13> kWords<LifeDomain> = {"finance",
                                                                        "work-and-education",
                                                                        "use-of-time",
                                                                        "housing",
                                                                        "domestic-relations",
                                                                        "mental-health",
                                                                        "physical-health",
                                                                        "substance-use",
                                                                        "basic-daily-activities",
                                                                        "instrumental-daily-activities",
                                                                        "social-network",
                                                                        "community-participation",
                                                                        "justice"};
template <>
inline constexpr std::array<std::string_view, 4> kWords<RecipientKind> = {"provider", "referrer",
                                                                          "municipality", "care"};
template <>
inline constexpr std::array<std::string_view, 2> kWords<DisclosureCategory> = {"identity", "contact"};

template <typename Enum>
constexpr std::string_view Word(Enum value) {
  return kWords<Enum>[static_cast<size_t>(value) - 1];
}

// Nothing when it is no word of that vocabulary.
template <typename Enum>
constexpr std::optional<Enum> ParseWord(std::string_view word) {
  for (size_t i = 0; i < kWords<Enum>.size(); ++i) {
    if (kWords<Enum>[i] == word) return static_cast<Enum>(i + 1);
  }
  return std::nullopt;
}

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_WORDS_H_
