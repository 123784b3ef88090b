#ifndef BOULEVARD_SERVICES_RUNTIME_MESSAGE_PAGING_H_
#define BOULEVARD_SERVICES_RUNTIME_MESSAGE_PAGING_H_

#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "absl/status/statusor.h"
#include "services/runtime/id/page.h"

// Pages of the List RPCs. A token is the last id of the page before with a hash of the filters it was given
// for, base64url; the same on every replica. `request` is any message with `optional int32 page_size` and
// `string page_token`.
namespace boulevard::runtime {

inline constexpr int kDefaultPageSize = 50;

int PageSizeFrom(const google::protobuf::Message& request);

// The bytes after which the page begins; empty for the first page. INVALID_ARGUMENT (rule page-token) when
// the token is not ours or belongs to other filters.
absl::StatusOr<std::string> CursorFrom(const google::protobuf::Message& request);

// Size and cursor of a list that is ordered by UUID.
absl::StatusOr<Page> PageFrom(const google::protobuf::Message& request);

// The token of the page after the row with this id.
std::string PageTokenAfter(const google::protobuf::Message& request, std::string_view last_id);

// Empty on the last page.
template <typename T>
std::string NextPageToken(const google::protobuf::Message& request, const PageOf<T>& page) {
  return page.more ? PageTokenAfter(request, page.rows.back().id.AsBytes()) : "";
}

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_MESSAGE_PAGING_H_
