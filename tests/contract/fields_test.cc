#include <gtest/gtest.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "boulevard/options/v1/options.pb.h"
#include "services/guidance/domain/plan_words.h"
#include "services/guidance/domain/record_words.h"
#include "services/placements/domain/match_proposal.h"
#include "services/placements/domain/webhook_types.h"
#include "services/placements/domain/words.h"
#include "tests/contract/descriptors.h"

namespace boulevard::tests {
namespace {

using options::v1::FieldRules;

const FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules);
}

TEST(FieldContract, TextThatCallersSendIsBounded) {
  for (const FieldDescriptor* field : InputFields()) {
    if (field->type() != FieldDescriptor::TYPE_STRING) continue;
    const FieldRules& rules = RulesOf(*field);
    EXPECT_TRUE(rules.max_length() > 0 || rules.format() != options::v1::FORMAT_UNSPECIFIED)
        << field->full_name();
  }
}

TEST(FieldContract, NumbersThatCallersSendAreBounded) {
  for (const FieldDescriptor* field : InputFields()) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_INT32) continue;
    EXPECT_TRUE(RulesOf(*field).has_minimum() && RulesOf(*field).has_maximum()) << field->full_name();
  }
}

TEST(FieldContract, ListsThatCallersSendAreBounded) {
  for (const FieldDescriptor* field : InputFields()) {
    if (!field->is_repeated()) continue;
    EXPECT_GT(RulesOf(*field).max_items(), 0u) << field->full_name();
  }
}

TEST(FieldContract, IdsHaveAForm) {
  for (const FieldDescriptor* field : InputFields()) {
    if (field->name() != "id" && !absl::EndsWith(field->name(), "_id")) continue;
    if (field->name() == "last_event_id") continue;  // as opaque as a page token
    EXPECT_NE(RulesOf(*field).format(), options::v1::FORMAT_UNSPECIFIED) << field->full_name();
  }
}

TEST(FieldContract, DaysHaveAForm) {
  for (const FieldDescriptor* field : InputFields()) {
    if (field->name() != "on" && !absl::EndsWith(field->name(), "_on")) continue;
    EXPECT_EQ(RulesOf(*field).format(), options::v1::FORMAT_DATE) << field->full_name();
  }
}

std::string ScreamingSnake(const std::string& camel) {
  std::string out;
  for (const char c : camel) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !out.empty()) out.push_back('_');
    out.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
  }
  return out;
}

TEST(EnumContract, ZeroIsUnspecifiedAndEveryValueCarriesTheEnumsName) {
  for (const EnumDescriptor* type : Enums()) {
    const std::string prefix = ScreamingSnake(type->name()) + "_";
    EXPECT_EQ(type->value(0)->name(), prefix + "UNSPECIFIED");
    for (int i = 0; i < type->value_count(); ++i) {
      EXPECT_TRUE(absl::StartsWith(type->value(i)->name(), prefix)) << type->value(i)->full_name();
      EXPECT_EQ(type->value(i)->number(), i) << type->value(i)->full_name();
    }
  }
}

// The words of tables, JSON and metrics are the names of the contract.
template <size_t size>
void ExpectWords(const std::string& service, const std::string& name,
                 const std::array<std::string_view, size>& words) {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindEnumTypeByName(
      absl::StrCat("boulevard.", service, ".v1.", name));
  ASSERT_NE(type, nullptr) << name;
  ASSERT_EQ(static_cast<size_t>(type->value_count()), size + 1) << name;
  for (int i = 1; i < type->value_count(); ++i) {
    const std::string word(words[static_cast<size_t>(i) - 1]);
    const std::string expected = absl::StrCat(ScreamingSnake(name), "_",
                                              absl::AsciiStrToUpper(absl::StrReplaceAll(word, {{"-", "_"}})));
    EXPECT_EQ(type->value(i)->name(), expected);
  }
}

template <typename Enum>
void ExpectWords(const std::string& name) {
  ExpectWords("placements", name, placements::domain::kWords<Enum>);
}

TEST(EnumContract, TheWordsOfGuidanceAreThoseOfTheContract) {
  using namespace guidance::domain;
  ASSERT_FALSE(Files().empty());
  ExpectWords("placements", "ResidentKind", kWords<ResidentKind>);
  ExpectWords("guidance", "DossierState", kWords<DossierState>);
  ExpectWords("guidance", "DossierClosingReason", kWords<DossierClosingReason>);
  ExpectWords("guidance", "ConsentPurpose", kWords<ConsentPurpose>);
  ExpectWords("guidance", "LifeDomain", kWords<LifeDomain>);
  ExpectWords("guidance", "ContactWay", kWords<ContactWay>);
  ExpectWords("guidance", "Attendance", kWords<Attendance>);
  ExpectWords("placements", "GuidanceLevel", kWords<GuidanceLevel>);
  ExpectWords("guidance", "PlanState", kWords<PlanState>);
  ExpectWords("guidance", "GoalLifecycle", kWords<GoalLifecycle>);
  ExpectWords("guidance", "GoalAchievement", kWords<GoalAchievement>);
  ExpectWords("guidance", "ActionDoer", kWords<ActionDoer>);
  ExpectWords("guidance", "AgreementWay", kWords<AgreementWay>);
  ExpectWords("guidance", "PlanClosingReason", kWords<PlanClosingReason>);
  ExpectWords("guidance", "PlanChangeKind", kWords<PlanChangeKind>);
  ExpectWords("guidance", "DaytimeActivityKind", kWords<DaytimeActivityKind>);
  ExpectWords("guidance", "BlockCause", kWords<BlockCause>);
  ExpectWords("guidance", "ReadinessSignalKind", kWords<ReadinessSignalKind>);
  ExpectWords("guidance", "SignalBound", kWords<SignalBound>);
  ExpectWords("guidance", "DueKind", kWords<DueKind>);
}

TEST(EnumContract, TheWordsOfTheDomainAreThoseOfTheContract) {
  ASSERT_FALSE(Files().empty());
  ExpectWords<placements::domain::ResidentKind>("ResidentKind");
  ExpectWords<placements::domain::GuidanceLevel>("GuidanceLevel");
  ExpectWords<placements::domain::Weekday>("Weekday");
  ExpectWords<placements::domain::ClosureReason>("ClosureReason");
  ExpectWords<placements::domain::ClosurePayer>("ClosurePayer");
  ExpectWords<placements::domain::OfferState>("OfferState");
  ExpectWords<placements::domain::DeclineSide>("DeclineSide");
  ExpectWords<placements::domain::DeclineReason>("DeclineReason");
  ExpectWords<placements::domain::PlacementState>("PlacementState");
  ExpectWords<placements::domain::DepartureReason>("DepartureReason");
  ExpectWords<placements::domain::DepartureDestination>("DepartureDestination");
  ExpectWords<placements::domain::Wish>("Wish");
  ExpectWords<placements::domain::StaleReason>("StaleReason");
  ExpectWords<placements::domain::WebhookEvent>("WebhookEvent");
  ExpectWords<placements::domain::WebhookStop>("WebhookStop");
  ExpectWords<placements::domain::WebhookDeliveryState>("WebhookDeliveryState");
  ExpectWords<placements::domain::WebhookFault>("WebhookFault");
}

}  // namespace
}  // namespace boulevard::tests
