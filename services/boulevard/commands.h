#ifndef BOULEVARD_SERVICES_BOULEVARD_COMMANDS_H_
#define BOULEVARD_SERVICES_BOULEVARD_COMMANDS_H_

#include <cstdint>
#include <filesystem>
#include <string>

#include "absl/status/statusor.h"
#include "services/boulevard/importing/import.h"

// Commands that work beside a running site: they open its database, do one thing, and print what they did.
// Each gives its exit code, or an error to be printed in one sentence.
namespace boulevard {

struct DemoCommand {
  std::filesystem::path data_dir;
  std::string database;  // URL; empty: the private one of the data directory
  // Of guidance, which gets none when the site has databases of its own and this is not given.
  std::string guidance_database;
  std::filesystem::path master_keys;  // empty: those of the data directory
  uint64_t seed = 1;
  int places = 375;
  std::string today;  // YYYY-MM-DD; empty: today
  bool json = false;
};
absl::StatusOr<int> RunDemo(const DemoCommand& command);

struct ImportCommand {
  std::filesystem::path data_dir;
  std::string database;
  importing::ImportOptions options;
};
// 1 when there were faults and bad rows were not to be skipped.
absl::StatusOr<int> RunImport(const ImportCommand& command);

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_COMMANDS_H_
