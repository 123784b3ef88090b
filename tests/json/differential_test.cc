#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "boulevard/testing/v1/well_known.pb.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/json_writer.h"
#include "tests/json/forms.h"
#include "tests/json/random_message.h"

namespace boulevard::tests {
namespace {

using gateway::transcode::ReadJson;
using gateway::transcode::WriteJson;
using google::protobuf::Descriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::Message;
using ::testing::IsEmpty;
using testing::v1::WellKnown;

constexpr int kRounds = 60;  // of each type

void AddTypes(const Descriptor& type, std::vector<const Descriptor*>& types) {
  if (!type.options().map_entry()) types.push_back(&type);
  for (int i = 0; i < type.nested_type_count(); ++i) AddTypes(*type.nested_type(i), types);
}

// Every message type of every proto file of ours, found in their folder so that none can be left out.
std::vector<const Descriptor*> OurTypes() {
  std::vector<const Descriptor*> types;
  const std::filesystem::path root = BOULEVARD_PROTO_ROOT;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".proto") continue;
    const std::string name = std::filesystem::relative(entry.path(), root).string();
    const FileDescriptor* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name);
    EXPECT_NE(file, nullptr) << name << " is not linked into this test";
    for (int i = 0; file != nullptr && i < file->message_type_count(); ++i) {
      AddTypes(*file->message_type(i), types);
    }
  }
  return types;
}

// The types with a JSON form of their own, as they are alone.
std::vector<const Descriptor*> WellKnownTypes() {
  std::vector<const Descriptor*> types;
  const Descriptor& holder = *WellKnown::descriptor();
  for (int i = 0; i < holder.field_count(); ++i) {
    const Descriptor* type = holder.field(i)->message_type();
    if (type != nullptr && type->file()->package() == "google.protobuf") types.push_back(type);
  }
  return types;
}

class DifferentialTest : public ::testing::Test {
 protected:
  // Calls `compare` with many messages of each type.
  template <typename Compare>
  void ForMany(const std::vector<const Descriptor*>& types, Compare compare) {
    EXPECT_FALSE(types.empty());
    for (const Descriptor* type : types) {
      SCOPED_TRACE(type->full_name());
      for (int round = 0; round < kRounds && !HasFailure(); ++round) {
        std::unique_ptr<Message> message = New(*type);
        random_.Fill(*message);
        compare(*type, *message);
      }
    }
  }

  static std::unique_ptr<Message> New(const Descriptor& type) {
    return std::unique_ptr<Message>(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  }

  static std::string Ours(const Message& message) {
    std::string json;
    WriteJson(message, json);
    return json;
  }

  static std::string Theirs(const Message& message) {
    google::protobuf::util::JsonPrintOptions options;
    // It adds fields of its own to a record within a list that stands alone.
    options.always_print_primitive_fields = message.GetDescriptor()->file()->package() != "google.protobuf";
    std::string json;
    const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
    EXPECT_TRUE(status.ok()) << status.ToString() << message.ShortDebugString();
    return json;
  }

  static void ExpectEqual(const Message& expected, const Message& actual, const std::string& json) {
    google::protobuf::util::DefaultFieldComparator comparator;
    comparator.set_treat_nan_as_equal(true);
    google::protobuf::util::MessageDifferencer differencer;
    differencer.set_field_comparator(&comparator);
    std::string differences;
    differencer.ReportDifferencesToString(&differences);
    EXPECT_TRUE(differencer.Compare(expected, actual)) << differences << json;
  }

  static void ExpectSameText(const Descriptor& type, const Message& message) {
    const Json ours = WithFloats(type, Json::parse(Ours(message)));
    const Json theirs = WithFloats(type, OursOf(type, Json::parse(Theirs(message))));
    EXPECT_EQ(ours, theirs) << Json::diff(theirs, ours) << '\n' << message.ShortDebugString();
  }

  RandomMessages random_{20260301};
};

TEST_F(DifferentialTest, WritesWhatProtobufWrites) {
  ForMany(OurTypes(), ExpectSameText);
  ForMany(WellKnownTypes(), ExpectSameText);
}

TEST_F(DifferentialTest, ProtobufReadsWhatIsWritten) {
  ForMany(OurTypes(), [](const Descriptor& type, const Message& message) {
    const std::string json = TheirsOf(type, Json::parse(Ours(message))).dump();
    const std::unique_ptr<Message> read = New(type);
    const auto status = google::protobuf::util::JsonStringToMessage(json, read.get());
    ASSERT_TRUE(status.ok()) << status.ToString() << '\n' << json;
    ExpectEqual(message, *read, json);
  });
}

TEST_F(DifferentialTest, ReadsWhatProtobufWrites) {
  ForMany(OurTypes(), [](const Descriptor& type, const Message& message) {
    const std::string json = OursOf(type, Json::parse(Theirs(message))).dump();
    const std::unique_ptr<Message> read = New(type);
    std::vector<runtime::FieldViolation> faults;
    ReadJson(json, "", *read, faults);
    ASSERT_THAT(faults, IsEmpty()) << faults.front().field << faults.front().description << '\n' << json;
    ExpectEqual(message, *read, json);
  });
}

TEST_F(DifferentialTest, ReadsWhatIsWritten) {
  ForMany(OurTypes(), [](const Descriptor& type, const Message& message) {
    const std::string json = Ours(message);
    const std::unique_ptr<Message> read = New(type);
    std::vector<runtime::FieldViolation> faults;
    ReadJson(json, "", *read, faults);
    ASSERT_THAT(faults, IsEmpty()) << faults.front().field << faults.front().description << '\n' << json;
    ExpectEqual(message, *read, json);
    EXPECT_EQ(Json::parse(Ours(*read)), Json::parse(json));
  });
}

}  // namespace
}  // namespace boulevard::tests
