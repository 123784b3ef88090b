#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_MASTER_KEY_FLAGS_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_MASTER_KEY_FLAGS_H_

#include "services/guidance/service/service.h"

namespace CLI {
class App;
}

namespace boulevard::guidance {

// --master-keys, which a program has to be given that has no folder of its own.
void AddMasterKeysFlag(CLI::App& app, MasterKeyOptions& options, bool required);
// --make-master-keys, for a program whose folder may be new.
void AddMakeMasterKeysFlag(CLI::App& app, MasterKeyOptions& options);

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_MASTER_KEY_FLAGS_H_
