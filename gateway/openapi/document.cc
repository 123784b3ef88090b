#include "gateway/openapi/document.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gateway/openapi/binding_facts.h"
#include "gateway/openapi/json.h"
#include "gateway/openapi/operations.h"
#include "gateway/openapi/problems.h"
#include "gateway/openapi/schemas.h"
#include "gateway/openapi/texts.h"
#include "gateway/routing/binding.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::ServiceDescriptor;
using routing::Binding;

constexpr char kVersionSegment[] = "v1";

constexpr char kAbout[] =
    "Housing and guidance for young people in The Hague: what is free, for whom and where; offers, and stays "
    "from "
    "arrival to departure.\n\n"
    "Names are lowerCamelCase, enums are words in kebab-case. Dates are YYYY-MM-DD, timestamps RFC 3339 in "
    "UTC, "
    "money is in whole euro cents, ids are UUIDv7. Lists page with `pageSize` and `pageToken`. A `PATCH` "
    "carries "
    "the fields to change; a list in it replaces the whole list, and `null` takes a value away. Every error "
    "is a "
    "problem as in RFC 9457.\n\n"
    "Each operation says which roles may call it; the role is a claim of the token.";

Json InfoOf(const DocumentOptions& options) {
  return {{"title", "Boulevard"},
          {"description", kAbout},
          {"version", options.version},
          {"contact",
           {{"name", options.contact_name}, {"email", options.contact_email}, {"url", options.contact_url}}},
          {"license", {{"name", "All rights reserved"}, {"url", options.contact_url}}}};
}

Json ServersOf(const DocumentOptions& options) {
  absl::string_view site = options.public_url;
  while (absl::ConsumeSuffix(&site, "/")) {
  }
  return Json::array({{{"url", absl::StrCat(site, "/", kVersionSegment)}, {"description", "This site"}}});
}

Json SecuritySchemesOf(const DocumentOptions& options) {
  Json schemes{{"bearer",
                {{"type", "http"},
                 {"scheme", "bearer"},
                 {"bearerFormat", "JWT"},
                 {"description",
                  "A token with the claims `sub`, `role` and, for a provider, `provider_id`, in the header "
                  "Authorization."}}}};
  if (!options.oidc_issuer.empty()) {
    schemes["openIdConnect"] = {
        {"type", "openIdConnect"},
        {"openIdConnectUrl", options.oidc_issuer + "/.well-known/openid-configuration"},
        {"description", "Where the tokens come from."}};
  }
  return schemes;
}

Json SecurityOf(const Json& schemes) {
  Json any = Json::array();
  for (const auto& [name, scheme] : schemes.items()) any.push_back({{name, Json::array()}});
  return any;
}

// One document in the making.
class Writer {
 public:
  Writer(const Texts& texts, const DocumentOptions& options)
      : texts_(texts),
        options_(options),
        schemas_(texts),
        problems_(schemas_),
        operations_(texts, schemas_, problems_) {}

  absl::Status Add(const ServiceDescriptor& service) {
    const Tag tag = TagOf(*service.file(), texts_);
    tags_.push_back({{"name", tag.name}, {"description", tag.text}});
    for (int i = 0; i < service.method_count(); ++i) {
      ASSIGN_OR_RETURN(const std::vector<Binding> bindings, routing::BindingsOf(*service.method(i)));
      for (const Binding& binding : bindings) RETURN_IF_ERROR(Add(binding));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Finish() {
    const Json schemes = SecuritySchemesOf(options_);
    Json components{{"schemas", schemas_.TakeComponents()},
                    {"parameters", operations_.TakeParameters()},
                    {"headers", SharedHeaders(options_.version)},
                    {"responses", problems_.TakeResponses()},
                    {"securitySchemes", schemes}};
    RETURN_IF_ERROR(schemas_.status());
    const Json document{{"openapi", "3.1.0"},
                        {"info", InfoOf(options_)},
                        {"servers", ServersOf(options_)},
                        {"security", SecurityOf(schemes)},
                        {"tags", std::move(tags_)},
                        {"paths", std::move(paths_)},
                        {"components", std::move(components)}};
    return document.dump();
  }

 private:
  absl::Status Add(const Binding& binding) {
    if (binding.segments.empty() || binding.segments[0].literal != kVersionSegment) {
      return absl::InvalidArgumentError(
          absl::StrCat(binding.method->full_name(), " has a path without /", kVersionSegment));
    }
    Json operation = operations_.Of(binding);
    if (!ids_.insert(operation["operationId"].get<std::string>()).second) {
      return absl::InvalidArgumentError(
          absl::StrCat(binding.method->full_name(), " has the name of another operation"));
    }
    paths_[PathBelowVersion(binding)][absl::AsciiStrToLower(binding.http_method)] = std::move(operation);
    return absl::OkStatus();
  }

  const Texts& texts_;
  const DocumentOptions& options_;
  Schemas schemas_;
  Problems problems_;
  Operations operations_;
  Json tags_ = Json::array();
  Json paths_ = Json::object();
  std::set<std::string> ids_;
};

}  // namespace

absl::StatusOr<std::string> Document(std::span<const ServiceDescriptor* const> services,
                                     std::string_view contract_files, const DocumentOptions& options) {
  ASSIGN_OR_RETURN(const Texts texts, Texts::Parse(contract_files));
  Writer writer(texts, options);
  for (const ServiceDescriptor* service : services) RETURN_IF_ERROR(writer.Add(*service));
  return writer.Finish();
}

}  // namespace boulevard::gateway::openapi
