#include "tests/support/site/metrics.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "tests/support/http/http_client.h"

namespace boulevard::tests {

double ReadMetric(const std::string& address, const std::string& name) {
  const std::string exposition = HttpClient(address).Call("GET", "/metrics").body;
  for (const absl::string_view line : absl::StrSplit(exposition, '\n')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    double value = 0;
    if (parts.first == name && absl::SimpleAtod(parts.second, &value)) return value;
  }
  return -1;
}

}  // namespace boulevard::tests
