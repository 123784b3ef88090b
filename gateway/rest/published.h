#ifndef BOULEVARD_GATEWAY_REST_PUBLISHED_H_
#define BOULEVARD_GATEWAY_REST_PUBLISHED_H_

#include <optional>
#include <span>
#include <string>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "gateway/openapi/document.h"
#include "gateway/rest/assets.h"
#include "services/runtime/http/server.h"

namespace boulevard::gateway::rest {

struct PublishedOptions {
  openapi::DocumentOptions document;  // the version is filled in
  // Holds the pages of the reference, index.html and what it loads; empty: there are none.
  std::string docs_dir;
};

// What anyone may read without a token: the contract at /v1/openapi.json, which pages of every site may read
// too, and its browsable reference at /docs. Immutable, so thread-safe.
class Published {
 public:
  // One clear sentence when a folder cannot be read or the contract cannot be said.
  static absl::StatusOr<Published> Build(std::span<const google::protobuf::ServiceDescriptor* const> services,
                                         PublishedOptions options);

  // The answer, or nothing when the path is none of these.
  std::optional<runtime::http::Response> Answer(const runtime::http::Request& request) const;

 private:
  Published(Asset document, Assets docs) : document_(std::move(document)), docs_(std::move(docs)) {}

  runtime::http::Response AnswerDocs(const runtime::http::Request& request) const;

  Asset document_;
  Assets docs_;
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_PUBLISHED_H_
