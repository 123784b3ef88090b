// JSON bodies. The first byte picks the type of the message, the rest is its JSON.

#include <array>
#include <memory>
#include <string>

#include <google/protobuf/struct.pb.h>
#include <nlohmann/json.hpp>

#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "boulevard/testing/v1/well_known.pb.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/json_writer.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using gateway::transcode::ReadJson;
using gateway::transcode::WriteJson;
using google::protobuf::Message;

const Message& Prototype(uint8_t choice) {
  static const std::array<const Message*, 5> kPrototypes = {
      &testing::v1::Thing::default_instance(), &testing::v1::WellKnown::default_instance(),
      &google::protobuf::Struct::default_instance(), &placements::v1::Facility::default_instance(),
      &placements::v1::Application::default_instance()};
  return *kPrototypes[choice % kPrototypes.size()];
}

void RequireStrict(std::string_view json) {
  Require(nlohmann::json::accept(json), "what is accepted is JSON", json);
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard::fuzz;
  if (size == 0) return 0;
  const std::string_view json = TextOf(data + 1, size - 1);
  const std::unique_ptr<Message> message(Prototype(data[0]).New());
  std::vector<boulevard::runtime::FieldViolation> faults;
  const bool whole = ReadJson(json, "", *message, faults).whole;
  if (!whole || !faults.empty()) {
    RequireTellable(faults);
    return 0;
  }
  RequireStrict(json);
  std::string written;
  WriteJson(*message, written);
  RequireStrict(written);
  const std::unique_ptr<Message> again(message->New());
  ReadJson(written, "", *again, faults);
  Require(faults.empty(), "what is written can be read", written);
  RequireEqual(*message, *again, written);
  return 0;
}
