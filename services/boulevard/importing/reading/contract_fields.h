#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_CONTRACT_FIELDS_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_CONTRACT_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "boulevard/options/v1/options.pb.h"

// What an import may fill of a message of the contract, read from the contract itself.
namespace boulevard::importing {

using FieldDescriptor = google::protobuf::FieldDescriptor;

const options::v1::FieldRules& RulesOf(const FieldDescriptor& field);

// Single strings, whole numbers and yes/no fields that are neither ids nor set by the server, in order.
std::vector<const FieldDescriptor*> MappableFields(const google::protobuf::Descriptor& message);
// Null when there is none of that name.
const FieldDescriptor* FindMappable(const google::protobuf::Descriptor& message, std::string_view name);
// "name, reference, address_line".
std::string NamesOf(const std::vector<const FieldDescriptor*>& fields);

bool IsYesNo(const FieldDescriptor& field);
bool IsWholeNumber(const FieldDescriptor& field);
bool IsDate(const FieldDescriptor& field);

// Of an enum value: "young-person" for RESIDENT_KIND_YOUNG_PERSON.
const google::protobuf::EnumValueDescriptor* FindEnumValue(const google::protobuf::EnumDescriptor& type,
                                                           std::string_view word);

// Whether both have the same value in that field.
bool SameValue(const google::protobuf::Message& a, const google::protobuf::Message& b,
               const FieldDescriptor& field);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_CONTRACT_FIELDS_H_
