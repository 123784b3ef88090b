#include "services/runtime/message/paging.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "services/runtime/auth/base64url.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kHashBytes = 4;
constexpr size_t kIdBytes = 16;

const FieldDescriptor* Field(const Message& message, const char* name) {
  return message.GetDescriptor()->FindFieldByName(name);
}

std::string Serialized(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&out);
  out.Trim();
  return bytes;
}

// FNV-1a over all fields but the two of paging: it guards against mistakes, not against forgery. A forged
// token only starts a list elsewhere in what its caller may see anyway.
std::string FilterHash(const Message& request) {
  const std::unique_ptr<Message> filters(request.New());
  filters->CopyFrom(request);
  filters->GetReflection()->ClearField(filters.get(), Field(request, "page_size"));
  filters->GetReflection()->ClearField(filters.get(), Field(request, "page_token"));
  uint32_t hash = 2166136261u;
  for (const char byte : Serialized(*filters)) hash = (hash ^ static_cast<uint8_t>(byte)) * 16777619u;
  std::string bytes;
  for (size_t i = 0; i < kHashBytes; ++i) bytes += static_cast<char>(hash >> (8 * i));
  return bytes;
}

absl::Status BadToken() {
  return InvalidField("pageToken", "page-token",
                      "must be the nextPageToken of an answer to the same filters");
}

}  // namespace

int PageSizeFrom(const Message& request) {
  const FieldDescriptor* size = Field(request, "page_size");
  if (!request.GetReflection()->HasField(request, size)) return kDefaultPageSize;
  return request.GetReflection()->GetInt32(request, size);
}

absl::StatusOr<std::string> CursorFrom(const Message& request) {
  const std::string token = request.GetReflection()->GetString(request, Field(request, "page_token"));
  if (token.empty()) return std::string();
  const std::optional<std::string> bytes = Base64UrlDecode(token);
  if (!bytes || bytes->size() <= kHashBytes) return BadToken();
  const size_t cursor_bytes = bytes->size() - kHashBytes;
  if (bytes->substr(cursor_bytes) != FilterHash(request)) return BadToken();
  return bytes->substr(0, cursor_bytes);
}

absl::StatusOr<Page> PageFrom(const Message& request) {
  Page page{.size = PageSizeFrom(request)};
  ASSIGN_OR_RETURN(const std::string cursor, CursorFrom(request));
  if (cursor.empty()) return page;
  if (cursor.size() != kIdBytes) return BadToken();
  page.after.emplace();
  std::copy(cursor.begin(), cursor.end(), page.after->bytes.begin());
  return page;
}

std::string PageTokenAfter(const Message& request, std::string_view last_id) {
  return Base64UrlEncode(std::string(last_id) + FilterHash(request));
}

}  // namespace boulevard::runtime
