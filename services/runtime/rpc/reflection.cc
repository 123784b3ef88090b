#include "services/runtime/rpc/reflection.h"

#include <google/protobuf/descriptor.pb.h>
#include <grpcpp/support/status.h>

#include "absl/strings/str_cat.h"
#include "boulevard/runtime/v1/errors.pb.h"
#include "grpc/health/v1/health.pb.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::ServiceDescriptor;
using grpc::reflection::v1::FileDescriptorResponse;
using grpc::reflection::v1::ServerReflectionRequest;
using grpc::reflection::v1::ServerReflectionResponse;

void NotFound(const std::string& what, ServerReflectionResponse& response) {
  response.mutable_error_response()->set_error_code(grpc::StatusCode::NOT_FOUND);
  response.mutable_error_response()->set_error_message(absl::StrCat("there is no ", what, " here"));
}

// Each file once, those that it needs after it.
void AddWithNeeds(const FileDescriptor& file, std::set<const FileDescriptor*>& added,
                  FileDescriptorResponse& response) {
  if (!added.insert(&file).second) return;
  google::protobuf::FileDescriptorProto proto;
  file.CopyTo(&proto);
  response.add_file_descriptor_proto(proto.SerializeAsString());
  for (int i = 0; i < file.dependency_count(); ++i) AddWithNeeds(*file.dependency(i), added, response);
}

}  // namespace

Reflection::Reflection(const std::vector<const ServiceDescriptor*>& services) {
  for (const ServiceDescriptor* service : services) {
    services_.insert(service->full_name());
    AddFile(*service->file());
  }
  // What rides along with an error.
  AddFile(*v1::ErrorDetails::descriptor()->file());
  for (const auto* own :
       {grpc::health::v1::HealthCheckRequest::descriptor(), ServerReflectionRequest::descriptor()}) {
    services_.insert(own->file()->service(0)->full_name());
    AddFile(*own->file());
  }
}

void Reflection::AddFile(const FileDescriptor& file) {
  if (!files_.insert(&file).second) return;
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i));
}

ServerReflectionResponse Reflection::Answer(const ServerReflectionRequest& request) const {
  ServerReflectionResponse response;
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case ServerReflectionRequest::kListServices:
      for (const std::string& name : services_) {
        response.mutable_list_services_response()->add_service()->set_name(name);
      }
      break;
    case ServerReflectionRequest::kFileByFilename:
      AnswerFile(pool_.FindFileByName(request.file_by_filename()), response);
      break;
    case ServerReflectionRequest::kFileContainingSymbol:
      AnswerFile(pool_.FindFileContainingSymbol(request.file_containing_symbol()), response);
      break;
    case ServerReflectionRequest::kFileContainingExtension:
      AnswerFile(FileOfExtension(request.file_containing_extension()), response);
      break;
    case ServerReflectionRequest::kAllExtensionNumbersOfType:
      AnswerExtensionNumbers(request.all_extension_numbers_of_type(), response);
      break;
    case ServerReflectionRequest::MESSAGE_REQUEST_NOT_SET:
      response.mutable_error_response()->set_error_code(grpc::StatusCode::INVALID_ARGUMENT);
      response.mutable_error_response()->set_error_message("the request asks for nothing");
      break;
  }
  return response;
}

void Reflection::AnswerFile(const FileDescriptor* file, Response& response) const {
  if (file == nullptr || !files_.contains(file)) return NotFound("such file or symbol", response);
  std::set<const FileDescriptor*> added;
  AddWithNeeds(*file, added, *response.mutable_file_descriptor_response());
}

const FileDescriptor* Reflection::FileOfExtension(const ExtensionRequest& request) const {
  const auto* type = pool_.FindMessageTypeByName(request.containing_type());
  const FieldDescriptor* extension =
      type == nullptr ? nullptr : pool_.FindExtensionByNumber(type, request.extension_number());
  return extension == nullptr ? nullptr : extension->file();
}

void Reflection::AnswerExtensionNumbers(const std::string& type, Response& response) const {
  const auto* message = pool_.FindMessageTypeByName(type);
  if (message == nullptr || !files_.contains(message->file())) return NotFound("such message", response);
  auto& answer = *response.mutable_all_extension_numbers_response();
  answer.set_base_type_name(type);
  std::vector<const FieldDescriptor*> extensions;
  pool_.FindAllExtensions(message, &extensions);
  for (const FieldDescriptor* extension : extensions) {
    if (files_.contains(extension->file())) answer.add_extension_number(extension->number());
  }
}

}  // namespace boulevard::runtime::rpc
