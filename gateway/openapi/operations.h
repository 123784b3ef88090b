#ifndef BOULEVARD_GATEWAY_OPENAPI_OPERATIONS_H_
#define BOULEVARD_GATEWAY_OPENAPI_OPERATIONS_H_

#include <string>

#include "gateway/openapi/json.h"
#include "gateway/openapi/problems.h"
#include "gateway/openapi/schemas.h"
#include "gateway/openapi/texts.h"
#include "gateway/routing/binding.h"

namespace boulevard::gateway::openapi {

// Where the contract's files say what a tag is: "Places: bedrooms that one person can live in."
struct Tag {
  std::string name;
  std::string text;
};
Tag TagOf(const google::protobuf::FileDescriptor& file, const Texts& texts);

// Makes the operations of a document, and the components that they need. Not thread-safe.
class Operations {
 public:
  // All must outlive this.
  Operations(const Texts& texts, Schemas& schemas, Problems& problems)
      : texts_(texts), schemas_(schemas), problems_(problems) {}

  // The operation of one HTTP form.
  Json Of(const routing::Binding& binding);

  // #/components/parameters of those so far.
  Json TakeParameters() { return std::move(parameters_); }

 private:
  Json ParametersOf(const routing::Binding& binding);
  void AddPath(const routing::Binding& binding, Json& list);
  void AddQuery(const routing::Binding& binding, Json& list);
  void AddQueryField(const google::protobuf::FieldDescriptor& field, const std::string& prefix, Json& list);
  void AddHeaders(const routing::Binding& binding, Json& list);
  Json Shared(const std::string& name, Json parameter);

  Json BodyOf(const routing::Binding& binding, const std::string& text);
  Json ResponsesOf(const routing::Binding& binding);
  Json SuccessOf(const routing::Binding& binding);

  const Texts& texts_;
  Schemas& schemas_;
  Problems& problems_;
  Json parameters_ = Json::object();
};

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_OPERATIONS_H_
