#include "services/runtime/http/compression.h"

#include <algorithm>
#include <optional>
#include <string>

#include <zlib.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/runtime/http/syntax.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::http {
namespace {

// The fastest: JSON becomes a sixth of its size, and higher levels take twice the time for a tenth of that.
constexpr int kLevel = Z_BEST_SPEED;
constexpr int kGzipWindowBits = 15 + 16;
constexpr int kMemoryLevel = 8;

struct Coding {
  absl::string_view name;
  double quality = 1;
};

std::optional<Coding> ParseCoding(absl::string_view item) {
  Coding coding;
  bool first = true;
  for (const absl::string_view part : absl::StrSplit(item, ';')) {
    const absl::string_view text = AbslView(TrimBlanks(StdView(part)));
    if (std::exchange(first, false)) {
      coding.name = text;
    } else if (absl::StartsWithIgnoreCase(text, "q=") && !absl::SimpleAtod(text.substr(2), &coding.quality)) {
      return std::nullopt;
    }
  }
  return coding;
}

std::string_view HeaderOf(const Response& response, std::string_view name) {
  for (const auto& [header, value] : response.headers) {
    if (absl::EqualsIgnoreCase(header, AbslView(name))) return value;
  }
  return {};
}

bool IsText(std::string_view content_type) {
  const absl::string_view type = AbslView(TrimBlanks(content_type.substr(0, content_type.find(';'))));
  return absl::StartsWith(type, "text/") || type == "application/json" || absl::EndsWith(type, "+json") ||
         type == "application/javascript" || absl::EndsWith(type, "+xml");
}

bool MayBeCompressed(const Response& response) {
  if (!HeaderOf(response, "Content-Encoding").empty()) return false;
  const std::string_view etag = HeaderOf(response, "ETag");
  return IsText(HeaderOf(response, "Content-Type")) && (etag.empty() || etag.starts_with("W/"));
}

// zlib's state is 256 kB, which takes longer to get and clear than a page to compress: one for each thread.
class Compressor {
 public:
  Compressor() {
    ready_ =
        deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzipWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Compressor() { deflateEnd(&stream_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  // Empty when it would not be smaller.
  std::string Gzip(const std::string& body) {
    if (!ready_ || deflateReset(&stream_) != Z_OK) return {};
    std::string compressed(body.size(), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream_.avail_in = static_cast<uInt>(body.size());
    stream_.next_out = reinterpret_cast<Bytef*>(compressed.data());
    stream_.avail_out = static_cast<uInt>(compressed.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return {};
    compressed.erase(compressed.size() - stream_.avail_out);
    return compressed;
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

bool PrefersGzip(std::string_view accept_encoding) {
  std::optional<double> gzip;
  std::optional<double> any;
  double identity = 0;
  for (const absl::string_view item : absl::StrSplit(AbslView(accept_encoding), ',')) {
    const std::optional<Coding> coding = ParseCoding(item);
    if (!coding) continue;
    if (absl::EqualsIgnoreCase(coding->name, "gzip") || absl::EqualsIgnoreCase(coding->name, "x-gzip")) {
      gzip = coding->quality;
    } else if (coding->name == "*") {
      any = coding->quality;
    } else if (absl::EqualsIgnoreCase(coding->name, "identity")) {
      identity = coding->quality;
    }
  }
  const double quality = gzip.value_or(any.value_or(0));
  return quality > 0 && quality >= identity;
}

void Compress(const Request& request, size_t from_bytes, Response& response) {
  if (from_bytes == 0 || response.body.size() < from_bytes || !MayBeCompressed(response)) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!PrefersGzip(request.Header("accept-encoding"))) return;
  thread_local Compressor compressor;
  std::string compressed = compressor.Gzip(response.body);
  if (compressed.empty()) return;
  response.body = std::move(compressed);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace boulevard::runtime::http
