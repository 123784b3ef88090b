#ifndef BOULEVARD_SERVICES_RUNTIME_CONFIG_OPEN_FILES_H_
#define BOULEVARD_SERVICES_RUNTIME_CONFIG_OPEN_FILES_H_

namespace boulevard::runtime::config {

// Lets this process, and those that it starts, open 65,536 files, or as many as the system allows it to ask
// for. The usual limit, 1024, is for programs that still use select(), and is fewer than a server has
// connections.
void AllowManyOpenFiles();

}  // namespace boulevard::runtime::config

#endif  // BOULEVARD_SERVICES_RUNTIME_CONFIG_OPEN_FILES_H_
