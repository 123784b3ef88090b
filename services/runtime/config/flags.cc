#include "services/runtime/config/flags.h"

#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/config/address.h"

namespace boulevard::runtime::config {
namespace {

// As most programs have it.
constexpr int kUsageFault = 2;

}  // namespace

std::string VersionText(const std::string& program) {
  return absl::StrCat(program, " ", BOULEVARD_VERSION);
}

void Prepare(CLI::App& app, const std::string& program) {
  app.name(program);
  app.set_version_flag("--version", VersionText(program));
  app.get_formatter()->column_width(36);
}

CLI::Validator IsAddress() {
  return {[](const std::string& text) {
            const absl::StatusOr<Address> address = ParseAddress(text);
            return address.ok() ? std::string() : std::string(address.status().message());
          },
          "HOST:PORT"};
}

std::optional<int> Parse(CLI::App& app, int argc, const char* const* argv) {
  if (argc < 2 && app.get_require_subcommand_min() > 0) {
    std::cerr << app.help();
    return kUsageFault;
  }
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageFault;
  }
}

std::string EnvironmentName(const std::string& flag) {
  std::string name = "BOULEVARD_";
  for (const char c : flag.substr(flag.find_first_not_of('-'))) {
    name += c == '-' ? '_' : absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return name;
}

}  // namespace boulevard::runtime::config
