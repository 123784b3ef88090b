#include "services/guidance/service/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/runtime/rpc/local_backend.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::guidance {
namespace {

class GuidanceServiceTest : public ::testing::Test {
 protected:
  GuidanceService::Options Options() {
    return {.setting = {.database_url = database_.url(),
                        .workers = 2,
                        .verifier = verifier_,
                        .clock = clock_,
                        .metrics = metrics_,
                        .peers = {{"placements", &placements_}}},
            .master_keys = {.file = folder_.path() / "master.keys"}};
  }

  const runtime::Clock& clock_ = runtime::Clock::System();
  tests::TemporaryFolder folder_;
  tests::TestDatabase database_;
  runtime::TokenVerifier verifier_{clock_};
  runtime::Registry metrics_;
  runtime::rpc::LocalBackend nobody_;
  runtime::rpc::Peer placements_{"guidance", *runtime::SigningKey::Make(), "placements", nobody_, clock_};
};

TEST_F(GuidanceServiceTest, MigratesAndStops) {
  GuidanceService::Options options = Options();
  options.master_keys.make = true;
  auto service = GuidanceService::Start(options).value();
  EXPECT_TRUE(service->Ready().ok());
  service->Stop();
  service->Stop();
  // Another one finds the schema up to date.
  EXPECT_TRUE(GuidanceService::Start(Options()).ok());
}

TEST_F(GuidanceServiceTest, DoesNotStartWithoutKnowingWherePlacementsIs) {
  GuidanceService::Options options = Options();
  options.master_keys.make = true;
  options.setting.peers.clear();
  EXPECT_EQ(GuidanceService::Start(options).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(GuidanceServiceTest, DoesNotStartWithoutItsMasterKeys) {
  EXPECT_EQ(GuidanceService::Start(Options()).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(GuidanceServiceTest, AnswersForEveryServiceOfTheContract) {
  std::vector<std::string> names;
  for (const google::protobuf::ServiceDescriptor* service : GuidanceService::Services()) {
    names.push_back(service->name());
  }
  EXPECT_THAT(names, ::testing::UnorderedElementsAre(
                         "AccessLogService", "CaseloadService", "ConsentService", "ContactMomentService",
                         "DisclosureService", "ExportService", "LegalHoldService", "DaytimeActivityService",
                         "AssessmentService", "ReadinessService", "AgendaService", "MentorService",
                         "PeopleFactsService", "PlanService", "YoungPersonService"));
}

}  // namespace
}  // namespace boulevard::guidance
