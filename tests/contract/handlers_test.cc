#include <gtest/gtest.h>

#include "services/guidance/api/handlers.h"
#include "services/guidance/api/placements_records.h"
#include "services/guidance/store/mysql_store.h"
#include "services/placements/api/guidance_peer.h"
#include "services/placements/api/handlers.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/rpc/local_backend.h"
#include "services/runtime/vault/vault.h"
#include "tests/contract/descriptors.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

TEST(HandlerContract, EveryMethodThatIsDeclaredHasAHandler) {
  runtime::Registry metrics;
  runtime::db::Pool pool({}, 1, metrics);  // never asked: handlers are bound here, not called
  placements::store::MysqlStore store(pool);
  runtime::rpc::Handlers handlers;
  placements::domain::AvailabilityFeed feed(store, runtime::Clock::System());
  runtime::rpc::LocalBackend nobody;
  runtime::rpc::Peer peer("placements", *runtime::SigningKey::Make(), "guidance", nobody,
                          runtime::Clock::System());
  placements::api::GuidancePeer guidance(peer);
  placements::api::BindAll(store, guidance, {}, runtime::Clock::System(), handlers);
  placements::api::BindAvailabilityEvents(feed, handlers);
  const placements::domain::WebhookPolicy webhooks;
  placements::api::BindWebhooks(store, runtime::Clock::System(), webhooks, handlers);
  const TemporaryFolder folder;
  ASSERT_TRUE(runtime::vault::KeyRing::Make(folder.path() / "keys", absl::Now()).ok());
  const auto vault = runtime::vault::Vault::Open(folder.path() / "keys").value();
  guidance::store::MysqlStore guidance_store(pool, *vault);
  guidance::api::BindAll(guidance_store, runtime::Clock::System(), handlers);
  guidance::api::PlacementsRecords others(peer);
  guidance::api::BindExports(guidance_store, runtime::Clock::System(), others, handlers);

  std::set<std::string> bound, declared;
  for (const MethodDescriptor* method : handlers.Methods()) bound.insert(method->full_name());
  for (const MethodDescriptor* method : AllMethods()) declared.insert(method->full_name());
  EXPECT_EQ(bound, declared);
}

}  // namespace
}  // namespace boulevard::tests
