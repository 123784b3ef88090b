#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_ENDPOINTS_FILE_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_ENDPOINTS_FILE_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace boulevard::runtime::config {

// Writes where a program listens, as {"grpc":"127.0.0.1:34567",...}, for those who started it with port 0.
// Whoever reads the file finds all of it or none. Nothing to do when the path is empty.
absl::Status WriteEndpointsFile(const std::filesystem::path& path,
                                const std::vector<std::pair<std::string_view, std::string>>& endpoints);

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_ENDPOINTS_FILE_H_
