#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_SECRET_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_SECRET_H_

#include <filesystem>
#include <string>

#include "absl/status/statusor.h"

namespace boulevard::runtime::config {

// The text of a file that holds one secret, without white space around it. A sentence when the file cannot be
// read or is empty; never its content.
absl::StatusOr<std::string> ReadSecret(const std::filesystem::path& path);

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_SECRET_H_
