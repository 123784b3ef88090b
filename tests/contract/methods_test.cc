#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include <google/protobuf/descriptor.pb.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "boulevard/options/v1/options.pb.h"
#include "services/guidance/service/service.h"
#include "services/placements/service/service.h"
#include "services/runtime/message/etag.h"
#include "tests/contract/descriptors.h"

namespace boulevard::tests {
namespace {

using options::v1::HttpRule;

const HttpRule& HttpOf(const MethodDescriptor& method) {
  return method.options().GetExtension(options::v1::http);
}

std::string PathOf(const HttpRule& rule) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet:
      return rule.get();
    case HttpRule::kPost:
      return rule.post();
    case HttpRule::kPatch:
      return rule.patch();
    case HttpRule::kPut:
      return rule.put();
    case HttpRule::kDelete:
      return rule.delete_();
    case HttpRule::PATTERN_NOT_SET:
      return "";
  }
  return "";
}

std::vector<std::string> SegmentsOf(const MethodDescriptor& method) {
  return absl::StrSplit(PathOf(HttpOf(method)), '/', absl::SkipEmpty());
}

bool IsVariable(const std::string& segment) {
  return absl::StartsWith(segment, "{");
}

TEST(MethodContract, EveryFileOfTheFolderIsInTheProgram) {
  for (const auto* file : Files()) EXPECT_NE(file, nullptr);
}

TEST(MethodContract, TheProgramsAnswerForEveryService) {
  std::set<const google::protobuf::ServiceDescriptor*> declared;
  for (const MethodDescriptor* method : AllMethods()) declared.insert(method->service());
  std::multiset<const google::protobuf::ServiceDescriptor*> served;
  for (const auto& services :
       {placements::PlacementsService::Services(), guidance::GuidanceService::Services()}) {
    served.insert(services.begin(), services.end());
  }
  EXPECT_EQ(served, std::multiset(declared.begin(), declared.end()));
}

TEST(MethodContract, EveryMethodDeclaresItsRoles) {
  for (const MethodDescriptor* method : AllMethods()) {
    const auto& access = method->options().GetExtension(options::v1::access);
    EXPECT_GT(access.roles_size(), 0) << method->full_name();
    const std::set<int> distinct(access.roles().begin(), access.roles().end());
    EXPECT_EQ(distinct.size(), static_cast<size_t>(access.roles_size())) << method->full_name();
    EXPECT_EQ(distinct.count(options::v1::ROLE_UNSPECIFIED), 0u) << method->full_name();
  }
}

TEST(MethodContract, EveryMethodHasAnHttpFormOrIsForServicesAlone) {
  for (const MethodDescriptor* method : AllMethods()) {
    const auto& roles = method->options().GetExtension(options::v1::access).roles();
    const bool for_services = std::ranges::find(roles, options::v1::ROLE_SERVICE) != roles.end();
    EXPECT_EQ(HttpOf(*method).pattern_case() == HttpRule::PATTERN_NOT_SET, for_services)
        << method->full_name();
    EXPECT_EQ(for_services && roles.size() > 1, false) << method->full_name();
    EXPECT_FALSE(method->client_streaming()) << method->full_name();
  }
}

// A stream breaks sooner or later, and over HTTP it is Server-Sent Events, whose readers go on by themselves.
TEST(MethodContract, StreamsAreEventsThatCanBeResumed) {
  for (const MethodDescriptor* method : Methods()) {
    const auto& events = method->options().GetExtension(options::v1::event_stream);
    EXPECT_EQ(method->options().HasExtension(options::v1::event_stream), method->server_streaming())
        << method->full_name();
    EXPECT_EQ(absl::StartsWith(method->name(), "Stream"), method->server_streaming()) << method->full_name();
    if (!method->server_streaming()) continue;
    EXPECT_NE(events.id_field(), "") << method->full_name();
    EXPECT_NE(events.resume_field(), "") << method->full_name();
  }
}

// NL GOV REST API Design Rules: version in the path, kebab-case, no trailing slash.
TEST(MethodContract, PathsAreVersionedKebabCaseWithoutTrailingSlash) {
  static const std::regex kPath("/v1(/[a-z]+(-[a-z]+)*|/\\{[a-z_]+\\})+");
  for (const MethodDescriptor* method : Methods()) {
    EXPECT_TRUE(std::regex_match(PathOf(HttpOf(*method)), kPath)) << method->full_name();
  }
}

bool IsPlural(const std::string& segment) {
  return segment.back() == 's' || segment == "young-people";
}

TEST(MethodContract, CollectionsArePlural) {
  for (const MethodDescriptor* method : Methods()) {
    const std::vector<std::string> segments = SegmentsOf(*method);
    for (size_t i = 1; i < segments.size(); ++i) {
      if (!IsVariable(segments[i])) continue;
      EXPECT_TRUE(IsPlural(segments[i - 1])) << method->full_name();
    }
    if (absl::StartsWith(method->name(), "List")) {
      EXPECT_TRUE(IsPlural(segments.back())) << method->full_name();
    }
  }
}

TEST(MethodContract, NoTwoMethodsShareVerbAndPath) {
  static const std::regex kVariable("\\{[a-z_]+\\}");
  std::map<std::string, std::string> seen;
  for (const MethodDescriptor* method : Methods()) {
    const HttpRule& rule = HttpOf(*method);
    const std::string form =
        absl::StrCat(rule.pattern_case(), " ", std::regex_replace(PathOf(rule), kVariable, "{}"));
    const auto [entry, fresh] = seen.emplace(form, method->full_name());
    EXPECT_TRUE(fresh) << method->full_name() << " and " << entry->second;
  }
}

// The verb fits what the name says: reads are GET, resources are made by POST and changed by PATCH, steps are
// sub-resources that are posted to.
void CheckVerb(const MethodDescriptor& method) {
  const HttpRule& rule = HttpOf(method);
  const std::vector<std::string> segments = SegmentsOf(method);
  if (absl::StartsWith(method.name(), "List") || absl::StartsWith(method.name(), "Get") ||
      method.server_streaming()) {
    EXPECT_EQ(rule.pattern_case(), HttpRule::kGet) << method.name();
    EXPECT_EQ(rule.body(), "") << method.name();
  } else if (absl::StartsWith(method.name(), "Create")) {
    EXPECT_EQ(rule.pattern_case(), HttpRule::kPost) << method.name();
    EXPECT_NE(method.input_type()->FindFieldByName(rule.body()), nullptr) << method.name();
    EXPECT_FALSE(IsVariable(segments.back())) << method.name();
  } else if (absl::StartsWith(method.name(), "Update")) {
    EXPECT_EQ(rule.pattern_case(), HttpRule::kPatch) << method.name();
    EXPECT_NE(method.input_type()->FindFieldByName(rule.body()), nullptr) << method.name();
    EXPECT_NE(method.input_type()->FindFieldByName("update_mask"), nullptr) << method.name();
    EXPECT_TRUE(IsVariable(segments.back())) << method.name();
  } else if (absl::StartsWith(method.name(), "Add")) {
    // To a thing, which is answered whole.
    EXPECT_EQ(rule.pattern_case(), HttpRule::kPost) << method.name();
    EXPECT_NE(method.input_type()->FindFieldByName(rule.body()), nullptr) << method.name();
    ASSERT_EQ(segments.size(), 4u) << method.name();
    EXPECT_EQ(segments[2], "{id}") << method.name();
    EXPECT_TRUE(IsPlural(segments.back())) << method.name();
  } else if (absl::StartsWith(method.name(), "Search")) {
    // Personal data to search by stands in no address; and nothing is changed.
    EXPECT_EQ(rule.pattern_case(), HttpRule::kPost) << method.name();
    EXPECT_EQ(rule.body(), "*") << method.name();
    EXPECT_EQ(segments.back(), "search") << method.name();
    EXPECT_EQ(method.options().idempotency_level(), google::protobuf::MethodOptions::NO_SIDE_EFFECTS);
  } else {
    EXPECT_EQ(rule.pattern_case(), HttpRule::kPost) << method.name();
    EXPECT_EQ(rule.body(), "*") << method.name();
    ASSERT_EQ(segments.size(), 4u) << method.name();
    EXPECT_EQ(segments[2], "{id}") << method.name();
  }
}

TEST(MethodContract, VerbsFit) {
  for (const MethodDescriptor* method : Methods()) CheckVerb(*method);
}

// Who changes something says which version of it they have seen.
TEST(MethodContract, UpdatesNameTheVersionThatTheyChange) {
  for (const MethodDescriptor* method : Methods()) {
    if (!absl::StartsWith(method->name(), "Update")) continue;
    EXPECT_NE(runtime::EtagField(*method->input_type()), nullptr) << method->full_name();
    const FieldDescriptor* of_resource = runtime::EtagField(*method->output_type());
    ASSERT_NE(of_resource, nullptr) << method->full_name();
    EXPECT_TRUE(of_resource->options().GetExtension(options::v1::rules).output_only()) << method->full_name();
  }
}

TEST(MethodContract, ListsArePaged) {
  for (const MethodDescriptor* method : Methods()) {
    if (!absl::StartsWith(method->name(), "List")) continue;
    const FieldDescriptor* size = method->input_type()->FindFieldByName("page_size");
    const FieldDescriptor* token = method->input_type()->FindFieldByName("page_token");
    ASSERT_TRUE(size != nullptr && token != nullptr) << method->name();
    const auto& bounds = size->options().GetExtension(options::v1::rules);
    EXPECT_EQ(bounds.minimum(), 1) << method->name();
    EXPECT_EQ(bounds.maximum(), 500) << method->name();
    EXPECT_TRUE(size->has_presence()) << method->name();
    EXPECT_GT(token->options().GetExtension(options::v1::rules).max_length(), 0u) << method->name();
    ASSERT_EQ(method->output_type()->field_count(), 2) << method->name();
    EXPECT_TRUE(method->output_type()->field(0)->is_repeated()) << method->name();
    EXPECT_EQ(method->output_type()->field(1)->name(), "next_page_token") << method->name();
  }
}

}  // namespace
}  // namespace boulevard::tests
