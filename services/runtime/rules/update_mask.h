#ifndef BOULEVARD_SERVICES_RUNTIME_RULES_UPDATE_MASK_H_
#define BOULEVARD_SERVICES_RUNTIME_RULES_UPDATE_MASK_H_

#include <map>
#include <memory>
#include <string_view>

#include <google/protobuf/descriptor.h>

namespace boulevard::runtime::rules {

// Which fields of a message a partial update is about: all of it, none, or some by name.
class UpdateMask {
 public:
  static const UpdateMask& Everything();
  static const UpdateMask& Nothing();

  // About nothing until paths are added.
  UpdateMask() = default;

  // Adds a path of proto names as in "facility.name". False when it is no field of `type`; only a path's last
  // name may be a list.
  bool Add(const google::protobuf::Descriptor& type, std::string_view path);

  bool IsNothing() const { return !everything_ && fields_.empty(); }
  // Whether fields are named one by one.
  bool IsPartial() const { return !everything_ && !fields_.empty(); }
  // The part that is about one field.
  const UpdateMask& Of(const google::protobuf::FieldDescriptor& field) const;

 private:
  bool everything_ = false;
  std::map<const google::protobuf::FieldDescriptor*, std::unique_ptr<UpdateMask>> fields_;
};

}  // namespace boulevard::runtime::rules

#endif  // BOULEVARD_SERVICES_RUNTIME_RULES_UPDATE_MASK_H_
