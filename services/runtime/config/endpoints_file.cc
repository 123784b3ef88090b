#include "services/runtime/config/endpoints_file.h"

#include <fstream>
#include <string>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::config {

absl::Status WriteEndpointsFile(const std::filesystem::path& path,
                                const std::vector<std::pair<std::string_view, std::string>>& endpoints) {
  if (path.empty()) return absl::OkStatus();
  // Names and addresses hold nothing that JSON escapes.
  std::string json;
  for (const auto& [name, address] : endpoints) {
    absl::StrAppend(&json, json.empty() ? "{" : ",", "\"", std::string(name), "\":\"", address, "\"");
  }
  const std::filesystem::path next = path.string() + ".next";
  std::error_code error;
  if (std::ofstream file(next); !(file << json << "}\n" && file.flush())) {
    error = std::make_error_code(std::errc::io_error);
  }
  if (!error) std::filesystem::rename(next, path, error);
  if (!error) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("cannot write the endpoints to ", path.string()));
}

}  // namespace boulevard::runtime::config
