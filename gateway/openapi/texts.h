#ifndef BOULEVARD_GATEWAY_OPENAPI_TEXTS_H_
#define BOULEVARD_GATEWAY_OPENAPI_TEXTS_H_

#include <memory>
#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"

namespace boulevard::gateway::openapi {

// What the proto files say in words, for people who call over REST: the comment above each declaration, as
// paragraphs, with names of fields in their JSON form. Empty for what has no comment, or is in none of the
// files.
class Texts {
 public:
  // `files` as ContractFiles gives them. INVALID_ARGUMENT when they are not what it says.
  static absl::StatusOr<Texts> Parse(std::string_view files);

  std::string Of(const google::protobuf::MethodDescriptor& method) const;
  std::string Of(const google::protobuf::Descriptor& message) const;
  std::string Of(const google::protobuf::FieldDescriptor& field) const;
  std::string Of(const google::protobuf::EnumDescriptor& type) const;
  std::string Of(const google::protobuf::EnumValueDescriptor& value) const;
  // The comment above the file's package, which says what the file is about.
  std::string Of(const google::protobuf::FileDescriptor& file) const;

 private:
  Texts() : pool_(std::make_unique<google::protobuf::DescriptorPool>()) {}

  // Apart from the program's own descriptors, which know no comments.
  std::unique_ptr<google::protobuf::DescriptorPool> pool_;
};

// "Bedrooms that one person can live in" of "Bedrooms that one person can live in. They are ...".
std::string FirstSentence(std::string_view text);

// A comment as a protoc keeps it, in paragraphs.
std::string Paragraphs(std::string_view comment);

// "available place" of "AvailablePlace" and of "available_place".
std::string InWords(std::string_view name);

// What an id is the id of: "place" for place_id, and for the id of a Place. Empty for a field that is no id.
std::string ResourceOf(const google::protobuf::FieldDescriptor& field);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_TEXTS_H_
