#include "gateway/transcode/rule_faults.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "gateway/transcode/json_reader.h"
#include "services/runtime/rules/field_rules.h"

namespace boulevard::gateway::transcode {
namespace {

using runtime::FieldViolation;

// Whether `path` is `outer` or lies in it.
bool IsWithin(std::string_view path, std::string_view outer) {
  if (!path.starts_with(outer)) return false;
  return path.size() == outer.size() || path[outer.size()] == '.' || path[outer.size()] == '[';
}

// Whether the rules can say that of a message without the field that was not read.
bool StandsWithout(const FieldViolation& breach, std::string_view unread) {
  if (IsWithin(breach.field, unread)) return false;
  // Elements that could not be read look alike.
  return breach.rule != "unique-items" || !IsWithin(unread, breach.field);
}

}  // namespace

void AddRuleFaults(const google::protobuf::Message& request, const std::vector<std::string>& unread,
                   std::vector<FieldViolation>& faults) {
  std::vector<std::string> unknown = unread;
  for (const FieldViolation& fault : faults) unknown.push_back(fault.field);
  std::vector<FieldViolation> breaches = runtime::DetailsOf(runtime::rules::CheckFieldRules(request)).fields;
  for (FieldViolation& breach : breaches) {
    if (faults.size() >= kMostFaults) return;
    const bool stands =
        std::ranges::all_of(unknown, [&](const std::string& field) { return StandsWithout(breach, field); });
    if (stands) faults.push_back(std::move(breach));
  }
}

}  // namespace boulevard::gateway::transcode
