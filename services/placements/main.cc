// boulevard-placements: the placements service over gRPC, one of any number of replicas.

#include "services/placements/service/service.h"
#include "services/placements/service/webhook_flags.h"
#include "services/runtime/program/service_program.h"

int main(int argc, char** argv) {
  using boulevard::placements::PlacementsService;
  boulevard::placements::WebhookOptions webhooks;
  return boulevard::runtime::program::Run(
      {.name = "placements",
       .help = "The placements service over gRPC, one of any number of replicas.",
       .services = PlacementsService::Services(),
       .peers = {"guidance"},
       .add_flags = [&](CLI::App& app) { AddWebhookFlags(app, webhooks); },
       .start =
           [&](const boulevard::runtime::service::Setting& setting) {
             return PlacementsService::Start({.setting = setting, .webhooks = webhooks});
           }},
      argc, argv);
}
