#include "services/boulevard/importing/reading/row_filler.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/boulevard/importing/reading/values.h"
#include "services/runtime/rules/field_rules.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::importing {
namespace {

using google::protobuf::Message;

// The column to name in a finding: the first one that the value comes from.
std::string ColumnOf(const FieldMapping& mapping) {
  for (const TextPart& part : mapping.parts) {
    if (part.is_column) return part.text;
  }
  return "";
}

// "place.rent_cents".
std::string NameOf(const FieldMapping& mapping) {
  return absl::StrCat(absl::AsciiStrToLower(mapping.field->containing_type()->name()), ".",
                      mapping.field->name());
}

// The row's text for a field, its words replaced by what they stand for.
absl::StatusOr<std::string> TextFor(const FieldMapping& mapping, const Row& row) {
  std::string text;
  bool has_value = false;
  for (const TextPart& part : mapping.parts) {
    const std::string_view piece = part.is_column ? row.Text(part.text) : part.text;
    has_value = has_value || (!piece.empty() && (part.is_column || mapping.parts.size() == 1));
    text += piece;
  }
  if (!has_value) {
    if (mapping.fallback) return *mapping.fallback;
    if (mapping.required) return absl::InvalidArgumentError("is empty, and the mapping requires it");
    if (mapping.words.empty()) return "";
    text.clear();
  }
  if (mapping.words.empty()) return text;
  if (const auto word = mapping.words.find(text); word != mapping.words.end()) return word->second;
  if (mapping.otherwise) return *mapping.otherwise;
  if (!has_value) return "";
  return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" is not in the map"));
}

class Filler {
 public:
  Filler(const Row& row, Message& message, Report& report) : row_(row), message_(message), report_(report) {}

  void Fill(const FieldMapping& mapping) {
    absl::StatusOr<std::string> text = TextFor(mapping, row_);
    const absl::Status put = text.ok() ? PutText(mapping, *text, message_) : text.status();
    if (!put.ok()) Refuse(mapping, runtime::StdView(put.message()));
  }

  void CheckRules(const ResourceMapping& resource, const Message& request) {
    for (const auto& violation : runtime::DetailsOf(runtime::rules::CheckFieldRules(request)).fields) {
      const std::string json_name = violation.field.substr(violation.field.rfind('.') + 1);
      const auto mapping = std::find_if(
          resource.fields.begin(), resource.fields.end(),
          [&](const FieldMapping& candidate) { return candidate.field->json_name() == json_name; });
      // What could not be filled has been said already, and is missing now.
      if (mapping == resource.fields.end() || Contains(refused_, &*mapping)) continue;
      Refuse(*mapping, violation.description);
    }
  }

  bool ok() const { return ok_; }

 private:
  static bool Contains(const std::vector<const FieldMapping*>& list, const FieldMapping* item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  }

  void Refuse(const FieldMapping& mapping, std::string_view reason) {
    refused_.push_back(&mapping);
    Finding finding =
        row_.At(ColumnOf(mapping), absl::StrCat(NameOf(mapping), " ", runtime::AbslView(reason)));
    if (mapping.lenient && !RulesOf(*mapping.field).required()) {
      message_.GetReflection()->ClearField(&message_, mapping.field);
      finding.reason += "; left out";
      report_.warnings.push_back(std::move(finding));
    } else {
      report_.faults.push_back(std::move(finding));
      ok_ = false;
    }
  }

  const Row& row_;
  Message& message_;
  Report& report_;
  std::vector<const FieldMapping*> refused_;
  bool ok_ = true;
};

bool Meets(const Condition& condition, const Row& row) {
  const std::string_view text = row.Text(condition.column);
  return std::find(condition.is.begin(), condition.is.end(), text) != condition.is.end() ||
         std::any_of(condition.starts_with.begin(), condition.starts_with.end(),
                     [&](const std::string& start) { return text.substr(0, start.size()) == start; });
}

}  // namespace

bool FillFromRow(const ResourceMapping& mapping, const Row& row, Message& message, const Message& request,
                 Report& report) {
  Filler filler(row, message, report);
  for (const FieldMapping& field : mapping.fields) filler.Fill(field);
  filler.CheckRules(mapping, request);
  return filler.ok();
}

const Condition* FirstMet(const std::vector<Condition>& conditions, const Row& row) {
  const auto met = std::find_if(conditions.begin(), conditions.end(),
                                [&](const Condition& condition) { return Meets(condition, row); });
  return met == conditions.end() ? nullptr : &*met;
}

}  // namespace boulevard::importing
