#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_VALUES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_VALUES_H_

#include <array>
#include <cstddef>

#include "absl/time/civil_time.h"
#include "services/placements/domain/words.h"
#include "services/runtime/id/uuid.h"

// The small values that the things of placements are made of.
namespace boulevard::placements::domain {

using runtime::Uuid;
using Day = absl::CivilDay;

// The end of what is open-ended.
inline constexpr Day kForever = Day(9999, 12, 31);

// Half-open: [from, until).
struct Period {
  Day from;
  Day until = kForever;

  bool Empty() const { return until <= from; }
  bool Overlaps(const Period& other) const { return from < other.until && other.from < until; }
  bool Contains(const Period& other) const { return from <= other.from && other.until <= until; }
  friend bool operator==(const Period&, const Period&) = default;
};

// A set of resident kinds; the bits are those of the tables.
class ResidentKinds {
 public:
  constexpr ResidentKinds() = default;
  static constexpr ResidentKinds All() { return FromBits(7); }
  static constexpr ResidentKinds FromBits(int bits) {
    ResidentKinds kinds;
    kinds.bits_ = bits & 7;
    return kinds;
  }
  constexpr int bits() const { return bits_; }
  constexpr bool Has(ResidentKind kind) const { return (bits_ & Bit(kind)) != 0; }
  constexpr void Add(ResidentKind kind) { bits_ |= Bit(kind); }
  friend bool operator==(const ResidentKinds&, const ResidentKinds&) = default;

 private:
  static constexpr int Bit(ResidentKind kind) { return 1 << (static_cast<int>(kind) - 1); }
  int bits_ = 0;
};

inline constexpr std::array kAllResidentKinds = {ResidentKind::kYoungPerson, ResidentKind::kStatusHolder,
                                                 ResidentKind::kStudent};

// One number for each resident kind.
struct KindCounts {
  std::array<int, 3> values{};
  int& operator[](ResidentKind kind) { return values[static_cast<size_t>(kind) - 1]; }
  int operator[](ResidentKind kind) const { return values[static_cast<size_t>(kind) - 1]; }
  friend bool operator==(const KindCounts&, const KindCounts&) = default;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_VALUES_H_
