#include "services/guidance/domain/access.h"

namespace boulevard::guidance::domain {
namespace {

// The processing activity that the whole service is for.
constexpr char kPurpose[] = "guidance";

}  // namespace

AccessEntry EntryOf(const runtime::CallContext& context, std::string_view event, AccessAction action,
                    std::string_view resource, const std::optional<Uuid>& person) {
  return {.event = std::string(event),
          .action = action,
          .subject = context.principal.subject,
          .role = context.principal.role,
          .purpose = kPurpose,
          .person = person,
          .resource = std::string(resource),
          .trace_id = context.trace_id};
}

}  // namespace boulevard::guidance::domain
