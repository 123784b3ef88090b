#include "services/runtime/access/fetch.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <curl/curl.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace boulevard::runtime::access {
namespace {

constexpr long kMostRedirects = 3;  // NOLINT(google-runtime-int): libcurl's type
constexpr int64_t kLongestFreshSeconds = 365 * 24 * 3600;

struct CleanUp {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

struct Receiving {
  const FetchOptions& options;
  std::string body;
};

size_t Receive(char* data, size_t size, size_t count, void* user) {
  auto& receiving = *static_cast<Receiving*>(user);
  const size_t bytes = size * count;
  if (receiving.body.size() + bytes > receiving.options.most_bytes) return CURL_WRITEFUNC_ERROR;
  receiving.body.append(data, bytes);
  return bytes;
}

int Continue(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const std::atomic<bool>* stop = static_cast<Receiving*>(user)->options.stop;
  return stop != nullptr && *stop ? 1 : 0;
}

void Prepare(CURL* curl, const std::string& url, const FetchOptions& options, Receiving& receiving) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMostRedirects);
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR,
                   absl::StartsWithIgnoreCase(url, "https:") ? "https" : "https,http");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, absl::ToInt64Milliseconds(options.timeout));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, absl::ToInt64Milliseconds(options.timeout / 2));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "boulevard/" BOULEVARD_VERSION);
  if (!options.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &receiving);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Continue);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &receiving);
}

std::string LastHeader(CURL* curl, const char* name) {
  curl_header* header = nullptr;
  return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : "";
}

std::optional<absl::Duration> FreshFor(CURL* curl) {
  std::optional<absl::Duration> fresh_for;
  const std::string cache_control = absl::AsciiStrToLower(LastHeader(curl, "cache-control"));
  for (absl::string_view directive : absl::StrSplit(cache_control, ',')) {
    directive = absl::StripAsciiWhitespace(directive);
    if (directive == "no-store" || directive == "no-cache") return absl::ZeroDuration();
    int64_t seconds = 0;
    if (absl::ConsumePrefix(&directive, "max-age=") && absl::SimpleAtoi(directive, &seconds)) {
      fresh_for = absl::Seconds(std::clamp<int64_t>(seconds, 0, kLongestFreshSeconds));
    }
  }
  int64_t age = 0;
  if (fresh_for && absl::SimpleAtoi(LastHeader(curl, "age"), &age) && age > 0) {
    fresh_for = std::max(absl::ZeroDuration(), *fresh_for - absl::Seconds(age));
  }
  return fresh_for;
}

}  // namespace

absl::StatusOr<Fetched> Fetch(const std::string& url, const FetchOptions& options) {
  static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, CleanUp> curl(curl_easy_init());
  if (global != CURLE_OK || curl == nullptr) return absl::InternalError("libcurl cannot be used");
  Receiving receiving{options, {}};
  Prepare(curl.get(), url, options, receiving);
  const CURLcode result = curl_easy_perform(curl.get());
  if (result == CURLE_WRITE_ERROR) return absl::UnavailableError("the answer is too long");
  if (result != CURLE_OK) return absl::UnavailableError(curl_easy_strerror(result));
  long status = 0;  // NOLINT(google-runtime-int): libcurl's type
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return absl::UnavailableError(absl::StrCat("the answer is HTTP status ", status));
  return Fetched{std::move(receiving.body), FreshFor(curl.get())};
}

bool IsUrl(const std::string& place) {
  return absl::StartsWithIgnoreCase(place, "https://") || absl::StartsWithIgnoreCase(place, "http://");
}

}  // namespace boulevard::runtime::access
