#include "services/runtime/db/query.h"

#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::db {

std::string Repeated(std::string_view item, size_t times) {
  std::string text;
  text.reserve(times * (item.size() + 2));
  for (size_t i = 0; i < times; ++i) text.append(i == 0 ? "" : ", ").append(item);
  return text;
}

absl::Status FoundOne(const absl::StatusOr<int64_t>& changed, std::string_view resource,
                      std::string_view id) {
  if (!changed.ok()) return changed.status();
  return *changed == 0 ? NoSuch(resource, id) : absl::OkStatus();
}

absl::Status NamingDuplicate(absl::Status status, std::string_view field, std::string_view description) {
  if (status.code() != absl::StatusCode::kAlreadyExists) return status;
  return WithDetails(absl::AlreadyExistsError(AbslView(description)),
                     {.fields = {{std::string(field), "unique", std::string(description)}}});
}

}  // namespace boulevard::runtime::db
