// boulevard-guidance: the guidance service over gRPC, one of any number of replicas.

#include "services/guidance/service/master_key_flags.h"
#include "services/guidance/service/retention_flags.h"
#include "services/guidance/service/service.h"
#include "services/runtime/program/service_program.h"

int main(int argc, char** argv) {
  using boulevard::guidance::GuidanceService;
  boulevard::guidance::MasterKeyOptions keys;
  boulevard::guidance::RetentionOptions retention;
  return boulevard::runtime::program::Run(
      {.name = "guidance",
       .help = "The guidance service over gRPC, one of any number of replicas.",
       .services = GuidanceService::Services(),
       .peers = {"placements"},
       .add_flags =
           [&](CLI::App& app) {
             AddMasterKeysFlag(app, keys, /*required=*/true);
             AddMakeMasterKeysFlag(app, keys);
             AddRetentionFlags(app, retention);
           },
       .start =
           [&](const boulevard::runtime::service::Setting& setting) {
             return GuidanceService::Start({.setting = setting, .master_keys = keys, .retention = retention});
           }},
      argc, argv);
}
