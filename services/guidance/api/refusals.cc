#include "services/guidance/api/refusals.h"

#include <optional>
#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "boulevard/options/v1/options.pb.h"
#include "services/guidance/domain/accesses.h"
#include "services/guidance/domain/sight.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::AccessAction;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr std::string_view kOfOnePerson = "/v1/young-people/{id}";

// The id that the path of the method has, when it is that of a young person.
std::optional<domain::Uuid> PersonOf(const MethodDescriptor& method, const Message& request) {
  const options::v1::HttpRule& http = method.options().GetExtension(options::v1::http);
  const bool is_of_one = http.get().starts_with(kOfOnePerson) || http.post().starts_with(kOfOnePerson) ||
                         http.patch().starts_with(kOfOnePerson);
  const FieldDescriptor* id = request.GetDescriptor()->FindFieldByName("id");
  if (!is_of_one || id == nullptr) return std::nullopt;
  return domain::Uuid::Parse(request.GetReflection()->GetString(request, id));
}

AccessAction ActionOf(const MethodDescriptor& method) {
  const std::string& name = method.name();
  if (name.starts_with("Search")) return AccessAction::kSearch;
  if (name.starts_with("Create") || name.starts_with("Record")) return AccessAction::kCreate;
  const bool reads = method.options().GetExtension(options::v1::http).has_get();
  return reads ? AccessAction::kRead : AccessAction::kUpdate;
}

}  // namespace

runtime::rpc::Handlers::Wrapper LogRefusals(domain::Store& store) {
  return [accesses = domain::Accesses(store)](
             const MethodDescriptor& method, const runtime::CallContext& context, const Message& request,
             const runtime::rpc::Handlers::Untyped& handler) -> absl::StatusOr<runtime::rpc::MessagePtr> {
    absl::StatusOr<runtime::rpc::MessagePtr> answer = handler(context, request);
    if (!absl::IsPermissionDenied(answer.status())) return answer;
    std::optional<domain::Uuid> person = domain::PersonRefused(answer.status());
    if (!person) person = PersonOf(method, request);
    RETURN_IF_ERROR(accesses.RecordRefusal(
        context, EntryOf(context, method.name(), ActionOf(method), domain::kDossierResource, person)));
    return answer;
  };
}

}  // namespace boulevard::guidance::api
