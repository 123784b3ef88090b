#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_WORDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_WORDS_H_

#include <array>
#include <string_view>

#include "services/guidance/domain/words.h"

// The vocabularies of what a mentor records beside the plan.
namespace boulevard::guidance::domain {

enum class ContactWay { kInPerson = 1, kAtHome, kTelephone, kVideo, kMessage, kOther };
enum class Attendance { kAttended = 1, kNoShow, kCancelled };

template <>
inline constexpr std::array<std::string_view, 6> kWords<ContactWay> = {"in-person", "at-home", "telephone",
                                                                       "video",     "message", "other"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<Attendance> = {"attended", "no-show", "cancelled"};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORD_WORDS_H_
