#include "services/runtime/id/uuid.h"

#include <cstring>
#include <random>

namespace boulevard::runtime {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

uint64_t Random() {
  thread_local std::mt19937_64 engine{[] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
    return std::mt19937_64(seed);
  }()};
  return engine();
}

// Negative when it is no hexadecimal digit.
int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool HyphenAt(size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

Uuid Compose(uint64_t milliseconds, uint64_t high, uint64_t low) {
  Uuid id;
  for (int i = 0; i < 6; ++i) id.bytes[i] = static_cast<uint8_t>(milliseconds >> (40 - 8 * i));
  id.bytes[6] = static_cast<uint8_t>(0x70 | ((high >> 8) & 0x0f));
  id.bytes[7] = static_cast<uint8_t>(high);
  for (int i = 0; i < 8; ++i) id.bytes[8 + i] = static_cast<uint8_t>(low >> (56 - 8 * i));
  id.bytes[8] = static_cast<uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

}  // namespace

std::string Uuid::ToString() const {
  std::string text(36, '-');
  char* digit = text.data();
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) ++digit;
    *digit++ = kHex[bytes[i] >> 4];
    *digit++ = kHex[bytes[i] & 0x0f];
  }
  return text;
}

std::optional<Uuid> Uuid::Parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid id;
  size_t digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (HyphenAt(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const int digit = HexValue(text[i]);
    if (digit < 0) return std::nullopt;
    uint8_t& byte = id.bytes[digits / 2];
    byte = static_cast<uint8_t>(byte << 4 | digit);
    ++digits;
  }
  return id;
}

Uuid NewUuid(absl::Time now) {
  // RFC 9562 6.2 method 1: rand_a counts within a millisecond.
  thread_local uint64_t last_millisecond = 0;
  thread_local uint64_t counter = 0;
  const auto millisecond = static_cast<uint64_t>(absl::ToUnixMillis(now));
  if (millisecond > last_millisecond) {
    last_millisecond = millisecond;
    counter = Random() & 0x7ff;
  } else if (++counter > 0xfff) {
    ++last_millisecond;
    counter = 0;
  }
  return Compose(last_millisecond, counter, Random());
}

Uuid DeterministicUuid(absl::Time time, uint64_t high, uint64_t low) {
  return Compose(static_cast<uint64_t>(absl::ToUnixMillis(time)), high, low);
}

}  // namespace boulevard::runtime
