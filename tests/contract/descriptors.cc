#include "tests/contract/descriptors.h"

#include <array>
#include <filesystem>

#include "boulevard/options/v1/options.pb.h"
#include "services/guidance/service/service.h"
#include "services/placements/service/service.h"

namespace boulevard::tests {
namespace {

constexpr std::array kFolders = {"boulevard/guidance/v1", "boulevard/placements/v1"};

void AddInputFields(const Descriptor& message, std::set<const FieldDescriptor*>& fields) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (field->options().GetExtension(options::v1::rules).output_only()) continue;
    if (!fields.insert(field).second || field->type() != FieldDescriptor::TYPE_MESSAGE) continue;
    if (field->message_type()->file()->package() == message.file()->package()) {
      AddInputFields(*field->message_type(), fields);
    }
  }
}

void AddEnums(const Descriptor& message, std::vector<const EnumDescriptor*>& enums) {
  for (int i = 0; i < message.enum_type_count(); ++i) enums.push_back(message.enum_type(i));
  for (int i = 0; i < message.nested_type_count(); ++i) AddEnums(*message.nested_type(i), enums);
}

}  // namespace

std::vector<const google::protobuf::FileDescriptor*> Files() {
  // Naming the services links their descriptors into this program.
  (void)placements::PlacementsService::Services();
  (void)guidance::GuidanceService::Services();
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  std::vector<const google::protobuf::FileDescriptor*> files;
  const std::filesystem::path root = BOULEVARD_PROTO_ROOT;
  for (const char* folder : kFolders) {
    for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
      // Null when the program does not carry it: a test of its own says so.
      files.push_back(pool->FindFileByName(std::filesystem::relative(entry.path(), root).string()));
    }
  }
  return files;
}

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const auto* file : Files()) {
    if (file == nullptr) continue;
    for (int i = 0; i < file->service_count(); ++i) {
      for (int j = 0; j < file->service(i)->method_count(); ++j) {
        methods.push_back(file->service(i)->method(j));
      }
    }
  }
  return methods;
}

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods = AllMethods();
  std::erase_if(methods, [](const MethodDescriptor* method) { return IsForServices(*method); });
  return methods;
}

bool IsForServices(const MethodDescriptor& method) {
  return !method.options().HasExtension(options::v1::http);
}

std::vector<const EnumDescriptor*> Enums() {
  std::vector<const EnumDescriptor*> enums;
  for (const auto* file : Files()) {
    if (file == nullptr) continue;
    for (int i = 0; i < file->enum_type_count(); ++i) enums.push_back(file->enum_type(i));
    for (int i = 0; i < file->message_type_count(); ++i) AddEnums(*file->message_type(i), enums);
  }
  return enums;
}

std::set<const FieldDescriptor*> InputFields() {
  std::set<const FieldDescriptor*> fields;
  for (const MethodDescriptor* method : AllMethods()) AddInputFields(*method->input_type(), fields);
  return fields;
}

}  // namespace boulevard::tests
