#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_H_

#include <optional>
#include <string>

#include "services/placements/domain/values.h"
#include "services/runtime/message/convert.h"

namespace boulevard::placements::api {

using runtime::DayFrom;
using runtime::DayText;
using runtime::IdFrom;
using runtime::MergeMasked;
using runtime::OptionalDayFrom;
using runtime::OptionalIdFrom;
using runtime::Patched;
using runtime::TimeFrom;
using runtime::TimestampOf;

// The end of a period: empty and absent are open-ended.
domain::Day EndFrom(const std::string& text);
// Nothing when it is open-ended.
std::optional<std::string> EndText(domain::Day end);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_H_
