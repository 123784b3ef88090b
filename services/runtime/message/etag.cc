#include "services/runtime/message/etag.h"

// All of it in this file: no library to link.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <google/protobuf/any.pb.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "services/runtime/message/bytes.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string EtagOf(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest));
}

void SetEtag(Message& resource) {
  const FieldDescriptor* field = EtagField(*resource.GetDescriptor());
  resource.GetReflection()->ClearField(&resource, field);
  resource.GetReflection()->SetString(&resource, field, EtagOf(DeterministicBytes(resource)));
}

const FieldDescriptor* EtagField(const google::protobuf::Descriptor& type) {
  const FieldDescriptor* field = type.FindFieldByName("etag");
  const bool is_text =
      field != nullptr && field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
  return is_text ? field : nullptr;
}

absl::Status CheckEtag(std::string_view named, const Message& current) {
  if (named.empty()) return EtagMissing();
  const std::string etag = current.GetReflection()->GetString(current, EtagField(*current.GetDescriptor()));
  for (const absl::string_view one : absl::StrSplit(AbslView(named), ',')) {
    if (one == "*" || StdView(one) == etag) return absl::OkStatus();
  }
  google::protobuf::Any any;
  any.PackFrom(current);
  return EtagStale(etag, any.SerializeAsString());
}

}  // namespace boulevard::runtime
