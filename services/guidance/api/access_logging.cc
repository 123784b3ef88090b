#include "services/guidance/api/access_logging.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/strings/ascii.h"
#include "boulevard/guidance/v1/people_facts.pb.h"
#include "boulevard/guidance/v1/young_people.pb.h"
#include "boulevard/options/v1/options.pb.h"
#include "services/guidance/domain/accesses.h"
#include "services/guidance/domain/disclosures.h"
#include "services/guidance/domain/sight.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::AccessAction;
using domain::AccessEntry;
using domain::AccessResult;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using runtime::CallContext;
using runtime::rpc::MessagePtr;

constexpr std::string_view kOfOnePerson = "/v1/young-people/{id}";

std::optional<domain::Uuid> IdIn(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const bool is_text =
      field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
  if (!is_text) return std::nullopt;
  return domain::Uuid::Parse(message.GetReflection()->GetString(message, field));
}

// The id that the path of the method has, when it is that of a young person; of a method for services, which
// has none, the one in the request.
std::optional<domain::Uuid> AskedFor(const MethodDescriptor& method, const Message& request) {
  if (!method.options().HasExtension(options::v1::http)) return IdIn(request, "young_person_id");
  const options::v1::HttpRule& http = method.options().GetExtension(options::v1::http);
  const bool is_of_one = http.get().starts_with(kOfOnePerson) || http.post().starts_with(kOfOnePerson) ||
                         http.patch().starts_with(kOfOnePerson);
  return is_of_one ? IdIn(request, "id") : std::nullopt;
}

// Whose data a resource is.
std::optional<domain::Uuid> PersonIn(const Message& resource) {
  const bool is_person = resource.GetDescriptor() == v1::YoungPerson::descriptor();
  return IdIn(resource, is_person ? "id" : "young_person_id");
}

// "DaytimeActivity" -> "daytime-activity".
std::string ResourceWord(const std::string& type) {
  std::string word;
  for (const char c : type) {
    const auto letter = static_cast<unsigned char>(c);
    if (absl::ascii_isupper(letter) && !word.empty()) word += '-';
    word += absl::ascii_tolower(letter);
  }
  return word;
}

AccessAction ActionOf(const MethodDescriptor& method) {
  const std::string& name = method.name();
  if (name.starts_with("Search")) return AccessAction::kSearch;
  if (name.starts_with("Create") || name.starts_with("Record")) return AccessAction::kCreate;
  if (name == "GetExport" || name == "DiscloseData") return AccessAction::kExport;
  const bool reads = method.options().GetExtension(options::v1::http).has_get() || name.starts_with("Get");
  return reads ? AccessAction::kRead : AccessAction::kUpdate;
}

bool IsRefusal(const absl::Status& status) {
  if (absl::IsPermissionDenied(status)) return true;
  if (!absl::IsFailedPrecondition(status)) return false;
  const auto rules = runtime::DetailsOf(status).rules;
  return std::ranges::any_of(rules, [](const auto& breach) { return breach.rule == domain::kConsentRule; });
}

AccessEntry RefusalOf(const MethodDescriptor& method, const CallContext& context, const Message& request,
                      std::optional<domain::Uuid> person) {
  if (!person) person = AskedFor(method, request);
  AccessEntry entry = EntryOf(context, method.name(), ActionOf(method), domain::kDossierResource, person);
  if (const auto* asked = dynamic_cast<const v1::GetPersonFactsRequest*>(&request)) {
    entry.subject = asked->subject();  // for whose sake the service was refused
    entry.purpose = domain::kPlacementPurpose;
  }
  entry.result = AccessResult::kRefused;
  return entry;
}

// A resource that the caller was shown without a use case.
AccessEntry ShownOf(const MethodDescriptor& method, const CallContext& context, AccessAction action,
                    const Message& shown) {
  AccessEntry entry =
      EntryOf(context, method.name(), action, ResourceWord(shown.GetDescriptor()->name()), PersonIn(shown));
  entry.resource_id = IdIn(shown, "id");
  return entry;
}

// What an update that named another version got to see; null when it was nothing.
MessagePtr CurrentIn(const absl::Status& status) {
  google::protobuf::Any any;
  if (!any.ParseFromString(runtime::DetailsOf(status).current) || any.type_url().empty()) return nullptr;
  const std::string name = any.type_url().substr(any.type_url().rfind('/') + 1);
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type == nullptr) return nullptr;
  MessagePtr current(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  return current->ParseFromString(any.value()) ? std::move(current) : nullptr;
}

// Nothing when a use case has logged all there is.
std::optional<AccessEntry> Unlogged(const MethodDescriptor& method, const CallContext& context,
                                    const Message& request, const absl::StatusOr<MessagePtr>& answer) {
  if (answer.ok()) {
    if (!*context.replayed) return std::nullopt;
    return ShownOf(method, context, ActionOf(method), **answer);
  }
  if (IsRefusal(answer.status())) {
    return RefusalOf(method, context, request, domain::PersonRefused(answer.status()));
  }
  const MessagePtr current = CurrentIn(answer.status());
  if (current == nullptr) return std::nullopt;
  return ShownOf(method, context, AccessAction::kRead, *current);
}

}  // namespace

runtime::rpc::Handlers::Wrapper LogAroundCalls(domain::Store& store) {
  return [accesses = domain::Accesses(store)](
             const MethodDescriptor& method, const CallContext& asked, const Message& request,
             const runtime::rpc::Handlers::Untyped& handler) -> absl::StatusOr<MessagePtr> {
    CallContext context = asked;
    if (context.replayed == nullptr) context.replayed = std::make_shared<std::atomic<bool>>(false);
    absl::StatusOr<MessagePtr> answer = handler(context, request);
    if (auto entry = Unlogged(method, context, request, answer)) {
      RETURN_IF_ERROR(accesses.Record(context, *entry));
    }
    return answer;
  };
}

runtime::rpc::Handlers::RefusalListener LogRoleRefusals(domain::Store& store) {
  return [accesses = domain::Accesses(store)](const MethodDescriptor& method, const CallContext& context,
                                              const Message& request) {
    return accesses.Record(context, RefusalOf(method, context, request, std::nullopt));
  };
}

}  // namespace boulevard::guidance::api
