#include "services/runtime/config/open_files.h"

#include <sys/resource.h>

namespace boulevard::runtime::config {

void AllowManyOpenFiles() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  // When it is refused, fewer clients are taken: no reason not to start.
  (void)setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace boulevard::runtime::config
