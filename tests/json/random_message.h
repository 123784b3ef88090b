#ifndef BOULEVARD_TESTS_JSON_RANDOM_MESSAGE_H_
#define BOULEVARD_TESTS_JSON_RANDOM_MESSAGE_H_

#include <cstdint>
#include <random>
#include <string>

#include <google/protobuf/message.h>

namespace boulevard::tests {

// Fills messages of any type with values of every kind, edges more often than not. The same seed gives the
// same messages. What JSON cannot say is left out: times out of range, a Value that is nothing or not finite,
// UNSPECIFIED of an enum where it would have to be written, and Any, which has no form of its own here. So is
// -0, which the tests' own JSON takes for the whole number 0.
class RandomMessages {
 public:
  explicit RandomMessages(uint32_t seed) : random_(seed) {}

  void Fill(google::protobuf::Message& message) { Fill(message, kDepth); }

 private:
  static constexpr int kDepth = 3;

  void Fill(google::protobuf::Message& message, int depth);
  void FillValue(google::protobuf::Message& value, int depth);
  void FillTime(google::protobuf::Message& time, bool is_duration);
  void FillField(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                 int depth);
  void FillList(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                int depth);
  // Sets the field, or adds to the list. `distinct`: makes a key unlike the other keys.
  void Put(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field, int depth,
           int distinct = 0);
  void PutEnum(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field);

  int Below(int limit) { return static_cast<int>(random_() % static_cast<uint32_t>(limit)); }
  template <typename T>
  T Integer(int distinct);
  template <typename T>
  T Floating();
  std::string Text();
  std::string Bytes();

  std::mt19937 random_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_JSON_RANDOM_MESSAGE_H_
