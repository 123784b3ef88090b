#include "services/runtime/config/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace boulevard::runtime::config {
namespace {

// MariaDB, which inherits the limit, keeps a table as long as it: where there is none the table takes
// gigabytes.
constexpr rlim_t kPlenty = 65'536;

}  // namespace

void AllowManyOpenFiles() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = std::max(files.rlim_cur, std::min(files.rlim_max, kPlenty));
  // When it is refused, fewer clients are taken: no reason not to start.
  (void)setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace boulevard::runtime::config
