#include "services/placements/api/event_ids.h"

#include <memory>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/placements/api/convert.h"
#include "services/runtime/message/bytes.h"

namespace boulevard::placements::api {

using google::protobuf::Message;

uint32_t HashOfFilters(const Message& request) {
  const std::unique_ptr<Message> filters(request.New());
  filters->CopyFrom(request);
  const auto* field = request.GetDescriptor()->FindFieldByName("last_event_id");
  filters->GetReflection()->ClearField(filters.get(), field);
  uint32_t hash = 2166136261u;  // FNV-1a
  for (const char byte : runtime::DeterministicBytes(*filters)) {
    hash = (hash ^ static_cast<uint8_t>(byte)) * 16777619u;
  }
  return hash;
}

std::string EventId(const domain::AvailabilityFeed::Place& place, uint32_t filters) {
  return absl::StrCat(place.sequence, ".", DayText(place.from), ".", absl::Hex(filters, absl::kZeroPad8));
}

std::optional<domain::AvailabilityFeed::Place> PlaceOf(const std::string& id, uint32_t filters) {
  const std::vector<std::string> parts = absl::StrSplit(id, '.');
  domain::AvailabilityFeed::Place place;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &place.sequence)) return std::nullopt;
  place.from = DayFrom(parts[1]);
  if (place.sequence < 0 || EventId(place, filters) != id) return std::nullopt;
  return place;
}

}  // namespace boulevard::placements::api
