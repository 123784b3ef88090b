#include "tests/fuzz/fuzz.h"

#include <simdjson.h>

#include <cstdlib>
#include <iostream>

#include <google/protobuf/util/message_differencer.h>

#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/problem.h"

namespace boulevard::fuzz {

void Require(bool holds, std::string_view property, std::string_view detail) {
  if (holds) return;
  std::cerr << "Broken: " << property << '\n' << detail << std::endl;
  std::abort();
}

void RequireTellable(const std::vector<runtime::FieldViolation>& faults) {
  Require(!faults.empty(), "what is refused has a fault");
  Require(faults.size() <= gateway::transcode::kMostFaults, "nobody reads more faults");
  for (const runtime::FieldViolation& fault : faults) {
    Require(!fault.rule.empty() && !fault.description.empty(), "a fault says what it is", fault.field);
  }
  const runtime::http::Response response =
      gateway::transcode::ProblemResponse(runtime::InvalidFields(faults));
  Require(response.status == 400, "what cannot be read is a bad request");
  simdjson::dom::parser parser;
  Require(parser.parse(response.body).error() == simdjson::SUCCESS, "a problem is JSON", response.body);
}

void RequireEqual(const google::protobuf::Message& message, const google::protobuf::Message& again,
                  std::string_view text) {
  google::protobuf::util::DefaultFieldComparator comparator;
  comparator.set_treat_nan_as_equal(true);
  google::protobuf::util::MessageDifferencer differencer;
  differencer.set_field_comparator(&comparator);
  Require(differencer.Compare(message, again), "what is written is read back the same", text);
}

}  // namespace boulevard::fuzz
