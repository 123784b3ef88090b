#ifndef BOULEVARD_GATEWAY_TRANSCODE_ENCODING_H_
#define BOULEVARD_GATEWAY_TRANSCODE_ENCODING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// A body that is not UTF-8 is read for its faults all the same: one word in Latin-1 is a fault of the field
// that holds it, not of the whole.
namespace boulevard::gateway::transcode {

// Puts a '?' in the place of every byte of `text` that is not UTF-8, and gives where those are, in order.
std::vector<size_t> ReplaceBadBytes(std::string& text);

// Whether one of the places, which are in order, lies from `begin` up to `end`.
bool AnyWithin(const std::vector<size_t>& places, size_t begin, size_t end);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_ENCODING_H_
