#ifndef BOULEVARD_TESTS_JSON_FORMS_H_
#define BOULEVARD_TESTS_JSON_FORMS_H_

#include <google/protobuf/descriptor.h>
#include <nlohmann/json.hpp>

// Where our JSON is meant to differ from protobuf's own:
//   - enums are the domain's words, not the names of the values ("status-holder",
//   RESIDENT_KIND_STATUS_HOLDER);
//   - an enum that is UNSPECIFIED is left out;
//   - a NullValue is null, also where protobuf writes the name of its default.
// That fields without presence are always there protobuf does as well, when asked.
namespace boulevard::tests {

using Json = nlohmann::json;

// The JSON that protobuf writes for a message of that type, as ours is to look, and the way back.
Json OursOf(const google::protobuf::Descriptor& type, Json theirs);
Json TheirsOf(const google::protobuf::Descriptor& type, Json ours);

// With every number of a float field as that float: the two print different digits of the same number.
Json WithFloats(const google::protobuf::Descriptor& type, Json json);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_JSON_FORMS_H_
