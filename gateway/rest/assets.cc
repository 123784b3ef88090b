#include "gateway/rest/assets.h"

#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/rest/conditional.h"
#include "services/runtime/http/compression.h"
#include "services/runtime/message/etag.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;

constexpr size_t kMostBytes = 32 * 1024 * 1024;
constexpr size_t kCompressFrom = 1024;

// Empty for what is not served.
std::string_view ContentType(const std::filesystem::path& file) {
  static const auto* const kTypes = new std::map<std::string, std::string_view>{
      {".css", "text/css; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
  };
  const auto found = kTypes->find(file.extension().string());
  return found == kTypes->end() ? std::string_view() : found->second;
}

bool IsServed(const std::filesystem::directory_entry& entry) {
  std::error_code ignored;
  return entry.is_regular_file(ignored) && !entry.is_symlink(ignored) &&
         !entry.path().filename().string().starts_with('.') && !ContentType(entry.path()).empty();
}

absl::StatusOr<std::string> ReadFile(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return absl::InvalidArgumentError(absl::StrCat(file.string(), " cannot be read"));
  return bytes;
}

std::string Compressed(const std::string& content_type, const std::string& body) {
  const Request wish{.headers = {{"accept-encoding", "gzip"}}};
  Response response{.headers = {{"Content-Type", content_type}}, .body = body};
  runtime::http::Compress(wish, kCompressFrom, response);
  return response.body.size() < body.size() ? std::move(response.body) : std::string();
}

}  // namespace

Asset::Asset(std::string content_type, std::string body) : content_type_(std::move(content_type)) {
  const std::string etag = runtime::EtagOf(body);
  gzip_ = {.body = Compressed(content_type_, body), .etag = absl::StrCat("\"", etag, "-gzip\"")};
  plain_ = {.body = std::move(body), .etag = absl::StrCat("\"", etag, "\"")};
}

Response Asset::Answer(const Request& request) const {
  const bool compressed =
      !gzip_.body.empty() && runtime::http::PrefersGzip(request.Header("accept-encoding"));
  const Form& form = compressed ? gzip_ : plain_;
  Response response{.headers = {{"ETag", form.etag}}};
  if (!gzip_.body.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  const std::optional<std::string> known = ListHeader(request, "if-none-match");
  if (known && (known->find(form.etag) != std::string::npos || *known == "*")) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", content_type_);
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = form.body;
  return response;
}

absl::StatusOr<Assets> Assets::Load(const std::filesystem::path& folder) {
  Assets assets;
  std::error_code error;
  size_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (!IsServed(entry)) continue;
    std::error_code gone;
    bytes += entry.file_size(gone);
    if (gone || bytes > kMostBytes) {
      return absl::InvalidArgumentError(absl::StrCat(folder.string(), " holds more than can be served"));
    }
    ASSIGN_OR_RETURN(std::string body, ReadFile(entry.path()));
    assets.by_name_.emplace(entry.path().filename().string(),
                            Asset(std::string(ContentType(entry.path())), std::move(body)));
  }
  if (error) return absl::InvalidArgumentError(absl::StrCat(folder.string(), " cannot be read"));
  return assets;
}

const Asset* Assets::Find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second;
}

}  // namespace boulevard::gateway::rest
