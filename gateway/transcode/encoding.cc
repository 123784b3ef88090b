#include "gateway/transcode/encoding.h"

#include <algorithm>

#include "services/runtime/text/utf8.h"

namespace boulevard::gateway::transcode {

std::vector<size_t> ReplaceBadBytes(std::string& text) {
  std::vector<size_t> places;
  for (size_t i = 0; i < text.size();) {
    const size_t length = runtime::Utf8CharacterLength(std::string_view(text).substr(i));
    if (length == 0) {
      places.push_back(i);
      text[i] = '?';
    }
    i += std::max<size_t>(length, 1);
  }
  return places;
}

bool AnyWithin(const std::vector<size_t>& places, size_t begin, size_t end) {
  const auto first = std::ranges::lower_bound(places, begin);
  return first != places.end() && *first < end;
}

}  // namespace boulevard::gateway::transcode
