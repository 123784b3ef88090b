#include "services/placements/api/convert.h"

namespace boulevard::placements::api {

domain::Day EndFrom(const std::string& text) {
  return text.empty() ? domain::kForever : DayFrom(text);
}

std::optional<std::string> EndText(domain::Day end) {
  return end == domain::kForever ? std::nullopt : std::optional(DayText(end));
}

}  // namespace boulevard::placements::api
