#ifndef BOULEVARD_SERVICES_BOULEVARD_PRIVACY_COMMANDS_H_
#define BOULEVARD_SERVICES_BOULEVARD_PRIVACY_COMMANDS_H_

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "absl/status/statusor.h"

namespace boulevard::privacy {

// Adds a subcommand to a command; `run` gives the exit code, or an error to be printed in one sentence.
using AddCommand = std::function<CLI::App&(CLI::App& parent, const std::string& name, const std::string& help,
                                           std::function<absl::StatusOr<int>()> run)>;

// `boulevard keys list|add|rotate|remove`, `boulevard access-log verify` and `boulevard retention`.
void AddPrivacyCommands(CLI::App& app, const AddCommand& add);

}  // namespace boulevard::privacy

#endif  // BOULEVARD_SERVICES_BOULEVARD_PRIVACY_COMMANDS_H_
