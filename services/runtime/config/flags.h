#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_FLAGS_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_FLAGS_H_

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

namespace boulevard::runtime::config {

// What the flags of all our programs have in common. For main.cc alone: CLI11 compiles slowly.

// "boulevard-gateway 0.1.0".
std::string VersionText(const std::string& program);

// Gives `app` the flag --version beside --help, and a readable width of help.
void Prepare(CLI::App& app, const std::string& program);

// A flag "--data-dir" that may come from the environment as BOULEVARD_DATA_DIR; the flag wins. The value at
// first is its default, and is shown in the help unless empty.
template <typename T>
CLI::Option* AddFlag(CLI::App& app, const std::string& flag, T& value, const std::string& help);

// Holds a flag to "host:port".
CLI::Validator IsAddress();

// Parses, and gives the exit code when the program should end now: 0 after --help and --version, 2 after a
// fault, which it has named on standard error; to a program that wants a subcommand and got nothing it has
// shown the help.
std::optional<int> Parse(CLI::App& app, int argc, const char* const* argv);

// "--data-dir" -> "BOULEVARD_DATA_DIR".
std::string EnvironmentName(const std::string& flag);

template <typename T>
CLI::Option* AddFlag(CLI::App& app, const std::string& flag, T& value, const std::string& help) {
  CLI::Option* option = nullptr;
  if constexpr (std::is_same_v<T, bool>) {
    option = app.add_flag(flag, value, help);
  } else {
    option = app.add_option(flag, value, help);
    if (value != T()) option->capture_default_str();
  }
  return option->envname(EnvironmentName(flag));
}

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_FLAGS_H_
