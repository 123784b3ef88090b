#ifndef BOULEVARD_TESTS_CONTRACT_DESCRIPTORS_H_
#define BOULEVARD_TESTS_CONTRACT_DESCRIPTORS_H_

#include <set>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

namespace boulevard::tests {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

// Everything that the proto files of boulevard.placements.v1 declare. The files are found in their folder, so
// that a new one cannot be left out.
std::vector<const google::protobuf::FileDescriptor*> Files();
// What people call, over REST and gRPC; then with what is for services alone.
std::vector<const MethodDescriptor*> Methods();
std::vector<const MethodDescriptor*> AllMethods();
bool IsForServices(const MethodDescriptor& method);
std::vector<const EnumDescriptor*> Enums();

// The fields that a caller may fill, through every nested message of ours: not those that the server sets.
std::set<const FieldDescriptor*> InputFields();

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_CONTRACT_DESCRIPTORS_H_
