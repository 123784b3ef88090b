#include "services/runtime/rpc/reflection.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "boulevard/testing/v1/testing.pb.h"

namespace boulevard::runtime::rpc {
namespace {

using grpc::reflection::v1::ServerReflectionRequest;
using grpc::reflection::v1::ServerReflectionResponse;
using ::testing::Contains;
using ::testing::ElementsAre;

constexpr int kNotFound = 5;
constexpr int kInvalidArgument = 3;

class ReflectionTest : public ::testing::Test {
 protected:
  ServerReflectionResponse OfSymbol(const std::string& symbol) {
    ServerReflectionRequest request;
    request.set_file_containing_symbol(symbol);
    return reflection_.Answer(request);
  }
  static std::vector<std::string> Files(const ServerReflectionResponse& response) {
    std::vector<std::string> names;
    for (const std::string& bytes : response.file_descriptor_response().file_descriptor_proto()) {
      google::protobuf::FileDescriptorProto file;
      EXPECT_TRUE(file.ParseFromString(bytes));
      names.push_back(file.name());
    }
    return names;
  }

  const Reflection reflection_{{testing::v1::Thing::descriptor()->file()->service(0)}};
};

TEST_F(ReflectionTest, ListsTheServicesWithHealthAndItself) {
  ServerReflectionRequest request;
  request.set_list_services("");
  const ServerReflectionResponse response = reflection_.Answer(request);
  std::vector<std::string> names;
  for (const auto& service : response.list_services_response().service()) {
    names.push_back(service.name());
  }
  EXPECT_THAT(names, ElementsAre("boulevard.testing.v1.EchoService", "grpc.health.v1.Health",
                                 "grpc.reflection.v1.ServerReflection"));
}

TEST_F(ReflectionTest, GivesAFileWithWhatItNeeds) {
  for (const char* symbol : {"boulevard.testing.v1.EchoService", "boulevard.testing.v1.EchoService.GetThing",
                             "boulevard.testing.v1.Thing.name", "boulevard.testing.v1.COLOUR_RED"}) {
    const std::vector<std::string> files = Files(OfSymbol(symbol));
    ASSERT_FALSE(files.empty()) << symbol;
    EXPECT_EQ(files[0], "boulevard/testing/v1/testing.proto");
    EXPECT_THAT(files, Contains("boulevard/options/v1/options.proto"));
    EXPECT_THAT(files, Contains("google/protobuf/descriptor.proto"));
  }
  ServerReflectionRequest by_name;
  by_name.set_file_by_filename("boulevard/options/v1/options.proto");
  EXPECT_THAT(Files(reflection_.Answer(by_name)),
              ElementsAre("boulevard/options/v1/options.proto", "google/protobuf/descriptor.proto"));
}

TEST_F(ReflectionTest, KnowsWhatRidesAlongWithAnError) {
  EXPECT_THAT(Files(OfSymbol("boulevard.runtime.v1.ErrorDetails")),
              Contains("boulevard/runtime/v1/errors.proto"));
}

TEST_F(ReflectionTest, KnowsTheExtensionsThatTheContractUses) {
  ServerReflectionRequest numbers;
  numbers.set_all_extension_numbers_of_type("google.protobuf.MethodOptions");
  EXPECT_THAT(reflection_.Answer(numbers).all_extension_numbers_response().extension_number(),
              Contains(72295728));
  ServerReflectionRequest file;
  file.mutable_file_containing_extension()->set_containing_type("google.protobuf.MethodOptions");
  file.mutable_file_containing_extension()->set_extension_number(72295728);
  EXPECT_THAT(Files(reflection_.Answer(file)), Contains("boulevard/options/v1/options.proto"));
}

TEST_F(ReflectionTest, SaysWhatItDoesNotKnow) {
  EXPECT_EQ(OfSymbol("boulevard.testing.v1.Nothing").error_response().error_code(), kNotFound);
  EXPECT_EQ(OfSymbol("").error_response().error_code(), kNotFound);
  EXPECT_EQ(OfSymbol("google.protobuf.Api").error_response().error_code(), kNotFound)
      << "in the program, and not in the contract";
  ServerReflectionRequest file;
  file.mutable_file_containing_extension()->set_containing_type("no.such.Type");
  EXPECT_EQ(reflection_.Answer(file).error_response().error_code(), kNotFound);
  ServerReflectionRequest numbers;
  numbers.set_all_extension_numbers_of_type("no.such.Type");
  EXPECT_EQ(reflection_.Answer(numbers).error_response().error_code(), kNotFound);
  EXPECT_EQ(reflection_.Answer(ServerReflectionRequest()).error_response().error_code(), kInvalidArgument);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
