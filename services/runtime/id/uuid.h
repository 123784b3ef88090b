#ifndef BOULEVARD_SERVICES_RUNTIME_ID_UUID_H_
#define BOULEVARD_SERVICES_RUNTIME_ID_UUID_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace boulevard::runtime {

// A UUID (RFC 9562) as its sixteen bytes; the order of the bytes is the order of the values. Default: nil.
struct Uuid {
  std::array<uint8_t, 16> bytes{};

  friend auto operator<=>(const Uuid&, const Uuid&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Uuid& id) {
    return H::combine(std::move(h), id.bytes);
  }

  bool IsNil() const { return *this == Uuid{}; }
  // Lower case, 36 characters.
  std::string ToString() const;
  std::string_view AsBytes() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  // Takes upper and lower case; nothing when it is not a UUID.
  static std::optional<Uuid> Parse(std::string_view text);
};

// A new UUIDv7: 48 bits of milliseconds since 1970, then random bits. Within one thread later calls give
// greater values also within one millisecond. Thread-safe.
Uuid NewUuid(absl::Time now);

// The UUIDv7 that the same time and the same two words always give: ids of seeded data.
Uuid DeterministicUuid(absl::Time time, uint64_t high, uint64_t low);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_ID_UUID_H_
