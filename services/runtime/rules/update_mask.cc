#include "services/runtime/rules/update_mask.h"

#include <string>
#include <vector>

namespace boulevard::runtime::rules {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

const UpdateMask& UpdateMask::Everything() {
  static const UpdateMask* const mask = [] {
    auto* made = new UpdateMask;
    made->everything_ = true;
    return made;
  }();
  return *mask;
}

const UpdateMask& UpdateMask::Nothing() {
  static const auto* const mask = new UpdateMask;
  return *mask;
}

bool UpdateMask::Add(const Descriptor& type, std::string_view path) {
  std::vector<const FieldDescriptor*> way;
  const Descriptor* in = &type;
  while (true) {
    const size_t dot = path.find('.');
    const FieldDescriptor* field = in->FindFieldByName(std::string(path.substr(0, dot)));
    if (field == nullptr) return false;
    way.push_back(field);
    if (dot == std::string_view::npos) break;
    in = field->message_type();
    if (in == nullptr || field->is_repeated()) return false;
    path.remove_prefix(dot + 1);
  }
  UpdateMask* mask = this;
  for (const FieldDescriptor* field : way) {
    std::unique_ptr<UpdateMask>& part = mask->fields_[field];
    if (part == nullptr) part = std::make_unique<UpdateMask>();
    mask = part.get();
  }
  mask->everything_ = true;
  return true;
}

const UpdateMask& UpdateMask::Of(const FieldDescriptor& field) const {
  if (everything_) return *this;
  const auto found = fields_.find(&field);
  return found == fields_.end() ? Nothing() : *found->second;
}

}  // namespace boulevard::runtime::rules
