#include "services/placements/service/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "services/placements/service/place_gauges.h"
#include "services/runtime/rpc/local_backend.h"
#include "tests/support/placements/booking_scene.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::placements {
namespace {

using domain::kForever;
using domain::Place;
using ::testing::HasSubstr;

class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() { EXPECT_TRUE(verifier_.AddPublicKey(signer_.PublicKeyPem()).ok()); }

  PlacementsService::Options OptionsFor(const std::string& url) {
    return {.setting = {.database_url = url,
                        .workers = 2,
                        .verifier = verifier_,
                        .clock = clock_,
                        .metrics = metrics_,
                        .peers = {{"guidance", &guidance_}}}};
  }
  runtime::CallContext AsAdmin() {
    runtime::CallContext context;
    context.deadline = clock_.Now() + absl::Seconds(30);
    context.bearer_token =
        signer_.Sign({.subject = "a", .role = runtime::Role::kAdmin}, clock_.Now(), absl::Minutes(5));
    return context;
  }
  absl::StatusOr<runtime::rpc::MessagePtr> Call(PlacementsService& service, const std::string& method,
                                                const google::protobuf::Message& request) {
    absl::StatusOr<runtime::rpc::MessagePtr> result = absl::UnknownError("not answered");
    absl::Notification answered;
    runtime::rpc::MessagePtr sent(request.New());
    sent->CopyFrom(request);
    service.backend().Call(*google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(method),
                           AsAdmin(), std::move(sent), [&](absl::StatusOr<runtime::rpc::MessagePtr> answer) {
                             result = std::move(answer);
                             answered.Notify();
                           });
    answered.WaitForNotification();
    return result;
  }

  const runtime::Clock& clock_ = runtime::Clock::System();
  tests::TemporaryFolder folder_;
  runtime::TokenSigner signer_ = runtime::TokenSigner::Open(folder_.path() / "key.pem").value();
  runtime::TokenVerifier verifier_{clock_};
  runtime::Registry metrics_;
  runtime::rpc::LocalBackend nobody_;
  runtime::rpc::Peer guidance_{"placements", *runtime::SigningKey::Make(), "guidance", nobody_, clock_};
};

TEST_F(ServiceTest, MigratesAnswersAndStops) {
  const tests::TestDatabase database;
  auto service = PlacementsService::Start(OptionsFor(database.url())).value();
  EXPECT_TRUE(service->Ready().ok());
  const auto listed =
      Call(*service, "boulevard.placements.v1.ProgrammeService.ListProgrammes", v1::ListProgrammesRequest());
  EXPECT_TRUE(listed.ok()) << listed.status();
  service->Stop();
  service->Stop();
  // Another one finds the schema up to date.
  EXPECT_TRUE(PlacementsService::Start(OptionsFor(database.url())).ok());
}

TEST_F(ServiceTest, DoesNotStartWithoutItsDatabase) {
  EXPECT_EQ(PlacementsService::Start(OptionsFor("postgres://")).status().code(),
            absl::StatusCode::kInvalidArgument);
  const std::string nobody = "mysql://root@/nothing?socket=" + (folder_.path() / "no.sock").string();
  EXPECT_EQ(PlacementsService::Start(OptionsFor(nobody)).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServiceTest, AnswersForEveryServiceOfTheContract) {
  std::vector<std::string> names;
  for (const google::protobuf::ServiceDescriptor* service : PlacementsService::Services()) {
    names.push_back(service->name());
  }
  EXPECT_THAT(
      names, ::testing::UnorderedElementsAre(
                 "ApplicationService", "AvailabilityService", "ClosureService", "FacilityService",
                 "GuidanceEventService", "MatchProposalService", "MatchService", "OfferService",
                 "PersonRecordsService", "PlacementService", "PlaceService", "ProgrammeService",
                 "ProviderService", "RuleSetService", "UnitService", "WaitingListService", "WebhookService"));
}

TEST_F(ServiceTest, GaugesCountPlacesByWhatTheyAreToday) {
  tests::BookingScene scene;
  const Place lived_in = scene.db.MakePlace();
  scene.Arrived(lived_in.id, kForever);
  const Place offered = scene.db.MakePlace();
  const domain::Offer offer = scene.Offered(offered.id, {scene.db.today(), kForever});
  const Place closed = scene.db.MakePlace();
  ASSERT_TRUE(scene.closures
                  .Create(scene.db.AsAdmin(), {.place_id = closed.id,
                                               .period = {scene.db.today(), scene.db.today() + 3},
                                               .reason = domain::ClosureReason::kDeepClean})
                  .ok());
  scene.db.MakePlace();
  scene.db.MakePlace();
  scene.db.MakePlace({.withdrawn = true});

  PlaceGauges gauges(scene.db.pool(), metrics_);
  const auto refreshed = [&] {
    EXPECT_TRUE(gauges.Refresh(scene.db.today(), absl::Now() + absl::Seconds(30)).ok());
    return metrics_.Render();
  };
  const auto places = [](const std::string& status, int count) {
    return HasSubstr("boulevard_places{programme=\"foyer\",status=\"" + status + "\"} " +
                     std::to_string(count) + "\n");
  };
  EXPECT_THAT(refreshed(),
              ::testing::AllOf(places("occupied", 1), places("offered", 1), places("closed", 1),
                               places("free", 2), places("expected", 0), places("withdrawn", 1)));
  ASSERT_TRUE(scene.offers.Revoke(scene.db.AsCoordinator(), offer.id).ok());
  EXPECT_THAT(refreshed(), ::testing::AllOf(places("offered", 0), places("free", 3)));
}

}  // namespace
}  // namespace boulevard::placements
