#include "services/guidance/service/master_key_flags.h"

#include "services/runtime/config/flags.h"

namespace boulevard::guidance {

void AddMasterKeysFlag(CLI::App& app, MasterKeyOptions& options, bool required) {
  runtime::config::AddFlag(
      app, "--master-keys", options.file,
      "File with the master keys that personal data is sealed under, the same for all replicas")
      ->required(required);
}

void AddMakeMasterKeysFlag(CLI::App& app, MasterKeyOptions& options) {
  runtime::config::AddFlag(app, "--make-master-keys", options.make,
                           "Make that file when it is not there: for the first start alone");
}

}  // namespace boulevard::guidance
