#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WORDS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WORDS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// The closed vocabularies of placements. Each value has its one word, used in SQL, JSON and metrics; the
// numbers are those of the proto contract (api/ asserts it).
namespace boulevard::placements::domain {

enum class ResidentKind { kYoungPerson = 1, kStatusHolder, kStudent };
enum class GuidanceLevel { kNone = 1, kLight, kModerate, kIntensive };
enum class Weekday { kMonday = 1, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };
enum class ClosureReason {
  kDeepClean = 1,
  kDamageRepair,
  kMaintenance,
  kPlannedRefurbishment,
  kFurnitureReplacement,
  kCoolingOffAfterIncident,
  kReducedOccupancy,
  kStaffShortage,
  kPendingHandback,
  kOther
};
enum class ClosurePayer { kProvider = 1, kProgramme };
enum class OfferState { kOpen = 1, kAccepted, kDeclined, kExpired, kRevoked };
enum class DeclineSide { kYoungPerson = 1, kProvider };
enum class DeclineReason {
  kRent = 1,
  kDistrict,
  kSharing,
  kFoundElsewhere,
  kNoAnswer,
  kNoFitWithResidents,
  kPlaceNotReady,
  kOther
};
enum class PlacementState { kConfirmed = 1, kArrived, kDeparted, kNoShow, kCancelled };
enum class DepartureReason {
  kPlannedMoveOn = 1,
  kMovedWithinProgramme,
  kLeftOfOwnAccord,
  kPlaceWithdrawnBehaviour,
  kPlaceWithdrawnIncident,
  kBreachOfHouseRules,
  kDetention,
  kHospital,
  kTreatment,
  kDeceased,
  kOther
};
enum class DepartureDestination {
  kOutflowDwelling = 1,
  kOwnRent,
  kFamilyOrFriendsSettled,
  kFamilyOrFriendsTemporary,
  kOtherSupportedHousing,
  kOtherProgramme,
  kTreatmentFacility,
  kHospital,
  kDetention,
  kShelter,
  kStreet,
  kUnknown,
  kDeceased
};
// Why someone who is ready to move on has not yet.
enum class BlockedCause { kNoDwelling = 1, kNoIncome, kPaperwork, kWaitingForTreatment, kOwnChoice };
enum class OccupancySource { kOffer = 1, kPlacement, kClosure };
enum class CalendarUse { kFree = 1, kPlacement, kOffer, kClosure, kTurnaround, kNotInStock };

// The words of an enum, in the order of its values.
template <typename Enum>
inline constexpr std::nullptr_t kWords = nullptr;

template <>
inline constexpr std::array<std::string_view, 3> kWords<ResidentKind> = {"young-person", "status-holder",
                                                                         "student"};
template <>
inline constexpr std::array<std::string_view, 4> kWords<GuidanceLevel> = {"none", "light", "moderate",
                                                                          "intensive"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<Weekday> = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
template <>
inline constexpr std::array<std::string_view, 10> kWords<ClosureReason> = {"deep-clean",
                                                                           "damage-repair",
                                                                           "maintenance",
                                                                           "planned-refurbishment",
                                                                           "furniture-replacement",
                                                                           "cooling-off-after-incident",
                                                                           "reduced-occupancy",
                                                                           "staff-shortage",
                                                                           "pending-handback",
                                                                           "other"};
template <>
inline constexpr std::array<std::string_view, 2> kWords<ClosurePayer> = {"provider", "programme"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<OfferState> = {"open", "accepted", "declined",
                                                                       "expired", "revoked"};
template <>
inline constexpr std::array<std::string_view, 2> kWords<DeclineSide> = {"young-person", "provider"};
template <>
inline constexpr std::array<std::string_view, 8> kWords<DeclineReason> = {
    "rent", "district", "sharing", "found-elsewhere", "no-answer", "no-fit-with-residents", "place-not-ready",
    "other"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<PlacementState> = {"confirmed", "arrived", "departed",
                                                                           "no-show", "cancelled"};
template <>
inline constexpr std::array<std::string_view, 11> kWords<DepartureReason> = {"planned-move-on",
                                                                             "moved-within-programme",
                                                                             "left-of-own-accord",
                                                                             "place-withdrawn-behaviour",
                                                                             "place-withdrawn-incident",
                                                                             "breach-of-house-rules",
                                                                             "detention",
                                                                             "hospital",
                                                                             "treatment",
                                                                             "deceased",
                                                                             "other"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<BlockedCause> = {
    "no-dwelling", "no-income", "paperwork", "waiting-for-treatment", "own-choice"};
template <>
inline constexpr std::array<std::string_view, 13> kWords<DepartureDestination> = {
    "outflow-dwelling",
    "own-rent",
    "family-or-friends-settled",
    "family-or-friends-temporary",
    "other-supported-housing",
    "other-programme",
    "treatment-facility",
    "hospital",
    "detention",
    "shelter",
    "street",
    "unknown",
    "deceased"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<OccupancySource> = {"offer", "placement", "closure"};

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

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WORDS_H_
