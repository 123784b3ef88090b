#ifndef BOULEVARD_GATEWAY_REST_ASSETS_H_
#define BOULEVARD_GATEWAY_REST_ASSETS_H_

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/runtime/http/server.h"

namespace boulevard::gateway::rest {

// Something that is the same for everyone who asks, as it is and compressed: neither is made for a request.
class Asset {
 public:
  Asset(std::string content_type, std::string body);

  // 200, or 304 to who has it already.
  runtime::http::Response Answer(const runtime::http::Request& request) const;

 private:
  struct Form {
    std::string body;
    std::string etag;  // in its quotes, strong
  };

  std::string content_type_;
  Form plain_;
  Form gzip_;
};

// The files of one folder. They are read once: a request finds one by its name or not at all, and never gets
// as far as the disk. Immutable, so thread-safe.
class Assets {
 public:
  Assets() = default;

  // Every file right in `folder` whose suffix says what it is (.css, .html, .js, .png, .svg, .txt); others,
  // links and what starts with a dot are left out. INVALID_ARGUMENT in one sentence when the folder cannot be
  // read or holds more than 32 MiB.
  static absl::StatusOr<Assets> Load(const std::filesystem::path& folder);

  // Null when there is none of that name.
  const Asset* Find(std::string_view name) const;

 private:
  std::map<std::string, Asset, std::less<>> by_name_;
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_ASSETS_H_
