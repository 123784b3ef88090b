#include "services/runtime/config/secret.h"

#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace boulevard::runtime::config {

absl::StatusOr<std::string> ReadSecret(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) {
    return absl::FailedPreconditionError(absl::StrCat("the secret file ", path.string(), " cannot be read"));
  }
  absl::StripAsciiWhitespace(&text);
  if (text.empty()) {
    return absl::FailedPreconditionError(absl::StrCat("the secret file ", path.string(), " is empty"));
  }
  return text;
}

}  // namespace boulevard::runtime::config
