#include "services/runtime/http/chunk_reader.h"

#include <algorithm>

#include "services/runtime/http/syntax.h"

namespace boulevard::runtime::http {
namespace {

// Eight digits, CR and LF.
constexpr size_t kLongestSizeLine = 10;
constexpr std::string_view kNotWellFormed = "The chunks of the body are not well-formed.";

}  // namespace

size_t ChunkReader::Read(std::string_view bytes, std::string& body) {
  size_t taken = 0;
  while (!done() && !fault_) {
    const std::string_view rest = bytes.substr(taken);
    const size_t step = next_ == Next::kContent ? ReadContent(rest, body) : ReadLine(rest);
    if (step == 0) break;
    taken += step;
  }
  return taken;
}

size_t ChunkReader::ReadContent(std::string_view bytes, std::string& body) {
  const std::string_view content = bytes.substr(0, content_left_);
  body += content;
  content_left_ -= content.size();
  if (content_left_ == 0) next_ = Next::kEndOfContent;
  return content.size();
}

size_t ChunkReader::ReadLine(std::string_view bytes) {
  const size_t longest = next_ == Next::kTrailer ? trailer_bytes_left_ : kLongestSizeLine;
  const size_t end = bytes.substr(0, longest).find('\n');
  if (end == std::string_view::npos) {
    if (bytes.size() < longest) return 0;
    if (next_ == Next::kTrailer) {
      Refuse(431, "The trailers of the request are too large.");
    } else {
      Refuse(400, kNotWellFormed);
    }
    return 0;
  }
  std::string_view line = bytes.substr(0, end);
  if (!line.ends_with('\r')) {
    Refuse(400, kNotWellFormed);
    return 0;
  }
  line.remove_suffix(1);
  if (next_ == Next::kSize) {
    TakeSize(line);
  } else if (next_ == Next::kTrailer) {
    trailer_bytes_left_ -= end + 1;
    TakeTrailer(line);
  } else if (line.empty()) {
    next_ = Next::kSize;
  } else {
    Refuse(400, kNotWellFormed);
  }
  return end + 1;
}

void ChunkReader::TakeSize(std::string_view line) {
  const std::optional<uint64_t> size = ParseHexadecimal(line);
  if (!size) return Refuse(400, kNotWellFormed);
  if (*size > max_body_bytes_ - body_bytes_) return Refuse(413, "The body of the request is too large.");
  body_bytes_ += *size;
  content_left_ = *size;
  next_ = *size == 0 ? Next::kTrailer : Next::kContent;
}

void ChunkReader::TakeTrailer(std::string_view line) {
  if (line.empty()) {
    next_ = Next::kNothing;
  } else if (!ParseField(line)) {
    Refuse(400, kNotWellFormed);
  }
}

}  // namespace boulevard::runtime::http
