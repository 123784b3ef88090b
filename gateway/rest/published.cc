#include "gateway/rest/published.h"

#include <string_view>
#include <utility>

#include "gateway/openapi/contract_files.h"
#include "gateway/rest/api_version.h"
#include "gateway/rest/cors.h"
#include "gateway/transcode/problem.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;
using transcode::ProblemResponse;

constexpr std::string_view kDocument = "/v1/openapi.json";
constexpr std::string_view kDocs = "/docs";
constexpr std::string_view kDocsPage = "index.html";
constexpr char kAllowed[] = "GET, HEAD, OPTIONS";

// Scripts come from files alone. Styles do not: the reference sets them on elements.
constexpr char kDocsPolicy[] =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// The answer to another method than those that read; nothing to these.
std::optional<Response> RefuseMethod(const Request& request) {
  if (request.method == "GET" || request.method == "HEAD") return std::nullopt;
  Response response = request.method == "OPTIONS"
                          ? Response{.status = 204}
                          : ProblemResponse(405, "This path does not have that method.");
  response.headers.emplace_back("Allow", kAllowed);
  return response;
}

}  // namespace

absl::StatusOr<Published> Published::Build(
    std::span<const google::protobuf::ServiceDescriptor* const> services, PublishedOptions options) {
  options.document.version = std::string(kApiVersion);
  ASSIGN_OR_RETURN(std::string document,
                   openapi::Document(services, openapi::ContractFiles(), options.document));
  Assets docs;
  if (!options.docs_dir.empty()) {
    ASSIGN_OR_RETURN(docs, Assets::Load(options.docs_dir));
  }
  return Published(Asset("application/json", std::move(document)), std::move(docs));
}

std::optional<Response> Published::Answer(const Request& request) const {
  const std::string_view path = request.path;
  const bool is_document = path == kDocument;
  const bool is_docs = path == kDocs || (path.starts_with(kDocs) && path[kDocs.size()] == '/');
  if (!is_document && !is_docs) return std::nullopt;
  std::optional<Response> response = RefuseMethod(request);
  if (!response) response = is_document ? document_.Answer(request) : AnswerDocs(request);
  if (is_document) OpenToAll(*response);
  return response;
}

Response Published::AnswerDocs(const Request& request) const {
  const std::string_view path = request.path;
  const bool is_page = path == kDocs;
  const std::string_view name = is_page ? kDocsPage : path.substr(kDocs.size() + 1);
  const Asset* asset = docs_.Find(name);
  if (asset == nullptr && is_page) {
    return ProblemResponse(404, "This site has no reference to browse; /v1/openapi.json says it all.");
  }
  // The page lives at one path only: what it loads is named from there.
  if (asset == nullptr || (!is_page && name == kDocsPage)) {
    return ProblemResponse(404, "There is nothing at this path.");
  }
  Response response = asset->Answer(request);
  response.headers.emplace_back("Content-Security-Policy", kDocsPolicy);
  return response;
}

}  // namespace boulevard::gateway::rest
