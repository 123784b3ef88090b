#ifndef BOULEVARD_SERVICES_BOULEVARD_SERVE_FLAGS_H_
#define BOULEVARD_SERVICES_BOULEVARD_SERVE_FLAGS_H_

#include "services/boulevard/serve.h"

namespace CLI {
class App;
}

namespace boulevard {

// The flags of `serve` but for the folder and the database, which other commands have too.
void AddServeFlags(CLI::App& command, ServeOptions& options);

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_SERVE_FLAGS_H_
