#ifndef BOULEVARD_GATEWAY_OPENAPI_SCHEMAS_H_
#define BOULEVARD_GATEWAY_OPENAPI_SCHEMAS_H_

#include <map>
#include <set>
#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "gateway/openapi/field_schema.h"
#include "gateway/openapi/json.h"
#include "gateway/openapi/texts.h"
#include "gateway/transcode/plan.h"

namespace boulevard::gateway::openapi {

// JSON Schemas (2020-12, as OpenAPI 3.1 has it) of messages, fields and enums, with their texts, their field
// rules and an example each. Not thread-safe.
class Schemas {
 public:
  // `texts` must outlive this.
  explicit Schemas(const Texts& texts) : texts_(texts) {}

  // A reference to the component of that message, made when it is asked for first.
  Json Of(const google::protobuf::Descriptor& message, Use use);
  // The schema of one field, in place, without its text.
  Json OfField(const google::protobuf::FieldDescriptor& field, Use use);
  // A reference to the component of a request of which the path holds `in_path`, and the body the rest.
  Json OfRest(const google::protobuf::Descriptor& request,
              const std::set<const google::protobuf::FieldDescriptor*>& in_path, std::string_view text);
  // Adds a schema that no message declares.
  Json Add(const std::string& name, Json schema);

  // The text of a field: its comment, else what its name says of an id, and what its rules say that no
  // keyword does.
  std::string TextOf(const google::protobuf::FieldDescriptor& field, Use use) const;
  // The same of a message: its comment, or "A page of places."
  std::string TextOf(const google::protobuf::Descriptor& message) const;
  // A value that the schema allows.
  Json Example(const Json& schema) const;

  // All components so far, each with an example.
  Json TakeComponents();
  // Two types that would have the same name.
  const absl::Status& status() const { return status_; }

 private:
  using Fields = std::set<const google::protobuf::FieldDescriptor*>;

  Json OfEnum(const google::protobuf::EnumDescriptor& type);
  Json OfValue(const transcode::FieldPlan& plan, Use use);
  Json MakeObject(const transcode::MessagePlan& plan, Use use, const Fields& left_out);
  Json MakeProperty(const transcode::FieldPlan& plan, Use use);
  // Whether the name is free for that type; it is taken then.
  bool Take(const std::string& name, const std::string& type_and_use);

  const Texts& texts_;
  Json components_ = Json::object();
  std::map<std::string, std::string> owners_;  // of the names taken
  absl::Status status_;
};

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_SCHEMAS_H_
