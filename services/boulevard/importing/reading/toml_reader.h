#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TOML_READER_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TOML_READER_H_

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/message.h>

// toml++ asserts that a key begins as one where it goes on to report that it does not ("[~table]").
#define TOML_ASSERT(expr) static_cast<void>(0)
#include <toml++/toml.h>

#include "services/boulevard/importing/reading/mapping.h"

// Reads tables of a mapping file and notes each fault with its line.
namespace boulevard::importing {

using Faults = std::vector<MappingFault>;

int LineOf(const toml::node& node);

// Names every key that is none of `known`.
void CheckKeys(const toml::table& table, std::string_view what, std::initializer_list<std::string_view> known,
               Faults& faults);

// The value of a key; nothing, and a fault, when it has another type. Nothing when it is not there.
std::optional<std::string> TextAt(const toml::table& table, std::string_view key, Faults& faults);
std::optional<bool> BoolAt(const toml::table& table, std::string_view key, Faults& faults);
std::vector<std::string> TextsAt(const toml::table& table, std::string_view key, Faults& faults);
// Also numbers, yes/no and dates, as text.
std::optional<std::string> ScalarAt(const toml::table& table, std::string_view key, Faults& faults);
std::optional<std::string> ScalarText(const toml::node& node);

// Null, and a fault that the section is missing, when it is not there.
const toml::table* SectionAt(const toml::table& root, std::string_view name, Faults& faults);
// The tables of an array of tables; none when it is not there.
std::vector<const toml::table*> TablesAt(const toml::table& table, std::string_view key, Faults& faults);

// Fills a flat message of the contract: texts, whole numbers, yes/no, enum words and lists of these. Then
// holds `request`, which `message` belongs to, against the field rules.
void FillMessage(const toml::table& table, std::string_view what, google::protobuf::Message& message,
                 const google::protobuf::Message& request, Faults& faults);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TOML_READER_H_
