#ifndef BOULEVARD_SERVICES_RUNTIME_DB_MIGRATION_SCRIPT_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_MIGRATION_SCRIPT_H_

#include <string>
#include <string_view>
#include <vector>

namespace boulevard::runtime::db {

// The statements of a script, in order, each ending with ";" at a line's end. Lines that begin with "--" are
// left out.
std::vector<std::string> StatementsOf(std::string_view sql);

// SHA-256 in lower-case hexadecimal.
std::string ChecksumOf(std::string_view sql);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_MIGRATION_SCRIPT_H_
