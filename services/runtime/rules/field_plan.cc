#include "services/runtime/rules/field_plan.h"

#include <cstdlib>
#include <iostream>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

namespace boulevard::runtime::rules {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using options::v1::FieldRules;

constexpr size_t kGeneralMaxLength = 4000;
constexpr int kGeneralMaxItems = 1000;

[[noreturn]] void ContractIsWrong(const std::string& where, const char* what) {
  std::cerr << "the contract is wrong at " << where << ": " << what << std::endl;
  std::abort();
}

bool IsNumber(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_MESSAGE:
    case FieldDescriptor::CPPTYPE_BOOL:
    case FieldDescriptor::CPPTYPE_ENUM:
      return false;
    default:
      return true;
  }
}

bool CanBeCompared(const FieldDescriptor& field) {
  return field.type() == FieldDescriptor::TYPE_STRING || field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM ||
         IsNumber(field);
}

void CheckThatRulesFit(const FieldDescriptor& field, const FieldRules& rules) {
  const bool on_string = rules.min_length() > 0 || rules.max_length() > 0 || rules.format() != 0;
  const bool on_list = rules.min_items() > 0 || rules.max_items() > 0 || rules.unique_items();
  if (on_string && field.type() != FieldDescriptor::TYPE_STRING) {
    ContractIsWrong(field.full_name(), "a length or format of what is no string");
  }
  if (rules.format() != 0 && FindFormat(rules.format()) == nullptr) {
    ContractIsWrong(field.full_name(), "an unknown format");
  }
  if ((rules.has_minimum() || rules.has_maximum()) && !IsNumber(field)) {
    ContractIsWrong(field.full_name(), "a minimum or maximum of what is no number");
  }
  if (on_list && !field.is_repeated()) ContractIsWrong(field.full_name(), "items of what is no list");
  if (rules.unique_items() && !CanBeCompared(field)) {
    ContractIsWrong(field.full_name(), "unique items that cannot be compared");
  }
}

bool IsFieldMask(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !field.is_repeated() &&
         field.message_type()->full_name() == "google.protobuf.FieldMask";
}

void FindUpdate(const Descriptor& type, MessagePlan& plan) {
  const FieldDescriptor* mask = type.FindFieldByName("update_mask");
  if (mask == nullptr || !IsFieldMask(*mask)) return;
  plan.update_mask = mask;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (field == mask || field->message_type() == nullptr || field->is_repeated()) continue;
    if (plan.updated != nullptr) ContractIsWrong(type.full_name(), "update_mask beside two messages");
    plan.updated = field;
  }
  if (plan.updated == nullptr) ContractIsWrong(type.full_name(), "update_mask beside no message");
}

class PlanCache {
 public:
  const MessagePlan& Get(const Descriptor& type) {
    {
      absl::ReaderMutexLock lock(&mutex_);
      const auto found = plans_.find(&type);
      if (found != plans_.end()) return *found->second;
    }
    absl::MutexLock lock(&mutex_);
    return Make(type);
  }

 private:
  // Messages may hold themselves: the plan is known before its fields are.
  const MessagePlan& Make(const Descriptor& type) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const auto [entry, is_new] = plans_.try_emplace(&type);
    if (!is_new) return *entry->second;
    MessagePlan& plan = *(entry->second = std::make_unique<MessagePlan>());
    FindUpdate(type, plan);
    for (int i = 0; i < type.field_count(); ++i) AddField(*type.field(i), plan);
    return plan;
  }

  void AddField(const FieldDescriptor& field, MessagePlan& plan) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const bool has_rules = field.options().HasExtension(options::v1::rules);
    const bool has_general_limits = field.is_repeated() || field.type() == FieldDescriptor::TYPE_STRING ||
                                    field.message_type() != nullptr || field.enum_type() != nullptr;
    if (!has_rules && !has_general_limits) return;
    const FieldRules& rules = field.options().GetExtension(options::v1::rules);
    CheckThatRulesFit(field, rules);
    FieldPlan made{.field = &field, .rules = &rules, .format = FindFormat(rules.format())};
    made.max_length = rules.max_length() > 0 ? rules.max_length() : kGeneralMaxLength;
    made.max_items = rules.max_items() > 0 ? static_cast<int>(rules.max_items()) : kGeneralMaxItems;
    if (field.message_type() != nullptr) made.message = &Make(*field.message_type());
    plan.fields.push_back(made);
  }

  absl::Mutex mutex_;
  absl::flat_hash_map<const Descriptor*, std::unique_ptr<MessagePlan>> plans_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

const MessagePlan& PlanOf(const Descriptor& type) {
  static auto* const cache = new PlanCache;
  return cache->Get(type);
}

}  // namespace boulevard::runtime::rules
