#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/match.h"
#include "gateway/openapi/contract_files.h"
#include "gateway/openapi/texts.h"
#include "tests/contract/descriptors.h"

namespace boulevard::tests {
namespace {

using gateway::openapi::ContractFiles;
using gateway::openapi::Texts;

// The comments of the contract are the texts of the OpenAPI document: what a partner reads.
class TextContract : public ::testing::Test {
 protected:
  static const Texts& AllTexts() {
    static const Texts* const texts = new Texts(Texts::Parse(ContractFiles()).value());
    return *texts;
  }

  template <typename Declared>
  static void ExpectSentences(const Declared& declared, const std::string& name) {
    const std::string text = AllTexts().Of(declared);
    EXPECT_FALSE(text.empty()) << name << " has no comment";
    if (text.empty()) return;
    EXPECT_TRUE(text.back() == '.' || text.back() == '"') << name << ": " << text;
  }
};

bool IsRequest(const Descriptor& message) {
  return absl::EndsWith(message.name(), "Request");
}

bool IsPage(const Descriptor& message) {
  return absl::StartsWith(message.name(), "List") && absl::EndsWith(message.name(), "Response");
}

// An id is named after what it is the id of; an enum and a message of ours have a text of their own; what a
// page lists is in its name.
bool SpeaksForItself(const FieldDescriptor& field) {
  const bool is_id = field.name() == "id" || absl::EndsWith(field.name(), "_id");
  const bool has_own_text =
      field.enum_type() != nullptr ||
      (field.message_type() != nullptr && field.message_type()->file()->package() == field.file()->package());
  return is_id || has_own_text;
}

void ForEachMessage(const std::function<void(const Descriptor&)>& visit) {
  for (const auto* file : Files()) {
    ASSERT_NE(file, nullptr);
    for (int i = 0; i < file->message_type_count(); ++i) visit(*file->message_type(i));
  }
}

TEST_F(TextContract, EveryFileSaysWhatItIsAbout) {
  for (const auto* file : Files()) {
    if (file->service_count() == 0) continue;
    EXPECT_TRUE(absl::StrContains(AllTexts().Of(*file), ": ")) << file->name() << ": \"Name: what it is.\"";
    EXPECT_EQ(file->service_count(), 1) << file->name() << " makes one tag";
  }
}

TEST_F(TextContract, EveryMethodHasAComment) {
  for (const MethodDescriptor* method : Methods()) ExpectSentences(*method, method->full_name());
}

TEST_F(TextContract, EveryEnumHasAComment) {
  for (const EnumDescriptor* type : Enums()) ExpectSentences(*type, type->full_name());
}

TEST_F(TextContract, EveryMessageThatIsNoRequestAndNoPageHasAComment) {
  ForEachMessage([](const Descriptor& message) {
    if (!IsRequest(message) && !IsPage(message)) ExpectSentences(message, message.full_name());
  });
}

TEST_F(TextContract, EveryFieldThatDoesNotSpeakForItselfHasAComment) {
  ForEachMessage([](const Descriptor& message) {
    for (int i = 0; i < message.field_count(); ++i) {
      const FieldDescriptor& field = *message.field(i);
      if (!SpeaksForItself(field)) ExpectSentences(field, field.full_name());
    }
  });
}

}  // namespace
}  // namespace boulevard::tests
