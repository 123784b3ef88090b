#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_MAPPING_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_MAPPING_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/placements/v1/providers.pb.h"
#include "services/boulevard/importing/reading/contract_fields.h"

// How the columns of a provider become facilities, units and places. docs/import.md explains the file.
namespace boulevard::importing {

// A piece of a text: written out, or the name of a column.
struct TextPart {
  bool is_column = false;
  std::string text;
};

// How one field of the contract is filled from a row.
struct FieldMapping {
  const FieldDescriptor* field = nullptr;
  int line = 0;                 // of the mapping file
  std::vector<TextPart> parts;  // a constant is one text, a column one column
  bool required = false;
  // What to take when the row has nothing.
  std::optional<std::string> fallback;
  // The row's words and what they stand for; others stand for `otherwise`, and are faults without it.
  std::map<std::string, std::string> words;
  std::optional<std::string> otherwise;
  std::vector<std::string> yes;  // empty: the usual ones
  std::vector<std::string> no;
  std::string date_format;  // of strptime; empty: %Y-%m-%d
  bool in_euros = false;    // "450,00", for a field in cents
  // A value that does not pass is left out with a warning.
  bool lenient = false;
};

// Rows whose column has one of these values, or begins with one.
struct Condition {
  int line = 0;
  std::string column;
  std::vector<std::string> is;
  std::vector<std::string> starts_with;
  std::string says;  // in the warning
};

struct FileMapping {
  int line = 0;
  std::optional<char> delimiter;
  // The column that joins rooms to premises.
  std::string key;
  std::vector<Condition> skip;
  std::vector<Condition> warn;
};

// Fields of the contract's facility, unit or place.
struct ResourceMapping {
  int line = 0;
  std::vector<FieldMapping> fields;
  const FieldMapping* Find(std::string_view name) const;
};

struct Mapping {
  // Found by its name, or by its id when that is given; made when its name is not there.
  placements::v1::Provider provider;
  // Made when they are not there, else left as they are.
  std::vector<placements::v1::Programme> programmes;
  FileMapping premises;
  FileMapping rooms;
  ResourceMapping facility;
  ResourceMapping unit;
  ResourceMapping place;
};

// What is wrong with a mapping file.
struct MappingFault {
  int line = 0;
  std::string reason;
  friend bool operator==(const MappingFault&, const MappingFault&) = default;
};

// All faults of the file, in its order, land in `faults`; without any the mapping is good.
Mapping ParseMapping(std::string_view toml, std::vector<MappingFault>& faults);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_MAPPING_H_
