#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_DICE_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_DICE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace boulevard::demo {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, which the distributions of the
// standard library do not promise.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  // A stream of its own for each thing that has one.
  Dice(uint64_t seed, uint64_t stream) : state_(seed ^ Dice(stream).Next()) {}

  uint64_t Next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  // Both ends included.
  int Between(int low, int high) {
    return low + static_cast<int>(Next() % static_cast<uint64_t>(high - low + 1));
  }
  bool Chance(int percent) { return Between(1, 100) <= percent; }
  template <typename T>
  T OneOf(std::initializer_list<T> choices) {
    return choices.begin()[static_cast<size_t>(Between(0, static_cast<int>(choices.size()) - 1))];
  }

 private:
  uint64_t state_;
};

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_DICE_H_
