#include "services/boulevard/importing/contract_client.h"

#include <string>

#include <google/protobuf/descriptor.h>

#include "services/placements/api/handlers.h"
#include "services/runtime/rules/field_rules.h"

namespace boulevard::importing {

ContractClient::ContractClient(placements::domain::Store& store, const runtime::Clock& clock,
                               absl::Time deadline) {
  // An import makes no match proposals.
  placements::api::BindAll(store, guidance_, {}, clock, handlers_);
  context_.deadline = deadline;
  context_.principal = {.subject = "import", .role = runtime::Role::kAdmin};
}

absl::StatusOr<runtime::rpc::MessagePtr> ContractClient::CallUntyped(
    std::string_view method, const google::protobuf::Message& request) {
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      "boulevard.placements.v1." + std::string(method));
  RETURN_IF_ERROR(runtime::rules::CheckFieldRules(request));
  return (*handlers_.Find(*descriptor))(context_, request);
}

}  // namespace boulevard::importing
