#include "services/boulevard/importing/import.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "services/boulevard/importing/contract_client.h"
#include "services/boulevard/importing/reading/test_mapping.h"
#include "services/boulevard/importing/stock_reader.h"
#include "services/placements/domain/applications.h"
#include "services/placements/schema/migrations.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/db/migrator.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::importing {
namespace {

namespace v1 = placements::v1;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string Replaced(const std::string& text, const std::string& what, const std::string& with) {
  EXPECT_THAT(text, HasSubstr(what));
  return absl::StrReplaceAll(text, {{what, with}});
}

class ImportTest : public ::testing::Test {
 protected:
  ImportTest()
      : pool_(*runtime::db::ConnectOptions::Parse(database_.url()), 2, metrics_),
        store_(pool_),
        client_(store_, clock_, absl::InfiniteFuture()) {
    options_.mapping = Write("mapping.toml", kTestMapping);
    options_.premises = Write("premises.csv", kTestPremises);
    options_.rooms = Write("rooms.csv", kTestRooms);
    const auto migrated =
        runtime::db::Migrate(pool_, placements::schema::Migrations(), absl::Now() + absl::Minutes(1));
    EXPECT_TRUE(migrated.ok()) << migrated;
  }

  std::filesystem::path Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() / name) << text;
    return folder_.path() / name;
  }

  Report Import() {
    auto report = ImportPlaces(store_, clock_, options_);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *std::move(report) : Report();
  }

  static std::vector<std::string> Texts(const std::vector<Finding>& findings) {
    std::vector<std::string> texts;
    for (const Finding& finding : findings) texts.push_back(TextOf(finding));
    return texts;
  }

  std::vector<v1::Place> Places() {
    return *client_.ListAll("PlaceService.ListPlaces", v1::ListPlacesRequest(),
                            &v1::ListPlacesResponse::mutable_places);
  }
  std::vector<v1::AvailablePlace> Available() {
    return *client_.ListAll("AvailabilityService.ListAvailablePlaces", v1::ListAvailablePlacesRequest(),
                            &v1::ListAvailablePlacesResponse::mutable_available_places);
  }

  std::string ProgrammeOf(const std::string& place_id) {
    v1::GetPlaceRequest get;
    get.set_id(place_id);
    return client_.Call<v1::Place>("PlaceService.GetPlace", get)->programme_id();
  }

  // Holds a place with an offer, so that it cannot be withdrawn.
  void Hold(const std::string& place_id) {
    runtime::CallContext coordinator;
    coordinator.deadline = absl::InfiniteFuture();
    coordinator.principal = {.subject = "import", .role = runtime::Role::kCoordinator};
    const auto applied =
        placements::domain::Applications(store_, clock_)
            .Create(coordinator, {.young_person_id = runtime::NewUuid(clock_.Now()),
                                  .birth_date = absl::CivilDay(2004, 5, 6),
                                  .guidance_level = placements::domain::GuidanceLevel::kLight,
                                  .programme_id = ProgrammeOf(place_id)});
    ASSERT_TRUE(applied.ok()) << applied.status();
    v1::AssessApplicationRequest assess;
    assess.set_id(applied->id.ToString());
    ASSERT_TRUE(client_.Call<v1::Application>("ApplicationService.AssessApplication", assess).ok());
    v1::AdmitApplicationRequest admit;
    admit.set_id(applied->id.ToString());
    ASSERT_TRUE(client_.Call<v1::Application>("ApplicationService.AdmitApplication", admit).ok());
    v1::CreateOfferRequest offer;
    offer.mutable_offer()->set_application_id(applied->id.ToString());
    offer.mutable_offer()->set_place_id(place_id);
    offer.mutable_offer()->set_starts_on(absl::FormatCivilTime(runtime::Today(clock_) + 100));
    const auto offered = client_.Call<v1::Offer>("OfferService.CreateOffer", offer);
    ASSERT_TRUE(offered.ok()) << offered.status();
  }

  const runtime::Clock& clock_ = runtime::Clock::System();
  tests::TestDatabase database_;
  tests::TemporaryFolder folder_;
  runtime::Registry metrics_;
  runtime::db::Pool pool_;
  placements::store::MysqlStore store_;
  ContractClient client_;
  ImportOptions options_;
};

TEST_F(ImportTest, BringsInWhatTheFilesSay) {
  const Report report = Import();
  EXPECT_THAT(Texts(report.faults), IsEmpty());
  EXPECT_TRUE(report.written);
  EXPECT_THAT(report.changes, ElementsAre(ChangeCounts{"facilities", 2, 0, 0}, ChangeCounts{"units", 3, 0, 0},
                                          ChangeCounts{"places", 4, 0, 0}));
  const auto places = Places();
  ASSERT_THAT(places, SizeIs(4));
  EXPECT_EQ(places[0].name(), "1a");
  EXPECT_EQ(places[0].rent_cents(), 41050);
  EXPECT_EQ(places[0].district(), "Laak");
  EXPECT_EQ(places[0].programme_id(), "foyer");
  EXPECT_EQ(places[1].available_from(), absl::FormatCivilTime(runtime::Today(clock_)));
  EXPECT_THAT(Available(), SizeIs(4));
}

TEST_F(ImportTest, ChangesNothingTheSecondTime) {
  Import();
  const Report report = Import();
  EXPECT_THAT(Texts(report.faults), IsEmpty());
  EXPECT_THAT(report.changes, ElementsAre(ChangeCounts{"facilities", 0, 0, 2}, ChangeCounts{"units", 0, 0, 3},
                                          ChangeCounts{"places", 0, 0, 4}));
  EXPECT_THAT(Places(), SizeIs(4));
}

TEST_F(ImportTest, ChangesWhatDiffersAndNothingElse) {
  Import();
  // Not mapped: what the provider set by hand stays.
  v1::UpdatePlaceRequest by_hand;
  by_hand.set_id(Places()[0].id());
  by_hand.mutable_place()->set_accessible(true);
  by_hand.mutable_update_mask()->add_paths("accessible");
  by_hand.set_etag(Places()[0].etag());
  ASSERT_TRUE(client_.Call<v1::Place>("PlaceService.UpdatePlace", by_hand).ok());

  Write("premises.csv", Replaced(kTestPremises, "Huis A;", "Het Huis;"));
  Write("rooms.csv", Replaced(kTestRooms, "410,50", "415,00") + "B;1;b;380;nee;;\n");
  const Report report = Import();
  EXPECT_THAT(Texts(report.faults), IsEmpty());
  EXPECT_THAT(report.changes, ElementsAre(ChangeCounts{"facilities", 0, 1, 1}, ChangeCounts{"units", 0, 0, 3},
                                          ChangeCounts{"places", 1, 1, 3}));
  EXPECT_EQ(Places()[0].rent_cents(), 41500);
  EXPECT_TRUE(Places()[0].accessible());
  EXPECT_EQ(Available()[0].facility_name(), "Het Huis");
  EXPECT_EQ(Available()[0].rent_cents(), 41500);
}

TEST_F(ImportTest, WritesNothingWhenARowIsBad) {
  Write("rooms.csv", Replaced(kTestRooms, "410,50", "veel"));
  const Report report = Import();
  EXPECT_THAT(Texts(report.faults),
              ElementsAre("rooms.csv:2:7: rent: place.rent_cents \"veel\" is no amount in euros"));
  EXPECT_FALSE(report.written);
  EXPECT_THAT(Places(), IsEmpty());
}

TEST_F(ImportTest, WritesTheOtherRowsWhenBadOnesAreSkipped) {
  Write("rooms.csv", Replaced(kTestRooms, "410,50", "veel"));
  options_.skip_bad_rows = true;
  const Report report = Import();
  EXPECT_THAT(report.faults, SizeIs(1));
  EXPECT_TRUE(report.written);
  EXPECT_THAT(Places(), SizeIs(3));
}

TEST_F(ImportTest, FindsOutEverythingInADryRunAndWritesNothing) {
  options_.dry_run = true;
  const Report report = Import();
  EXPECT_FALSE(report.written);
  EXPECT_THAT(report.changes, Contains(ChangeCounts{"places", 4, 0, 0}));
  EXPECT_THAT(Places(), IsEmpty());
  const auto providers = client_.ListAll("ProviderService.ListProviders", v1::ListProvidersRequest(),
                                         &v1::ListProvidersResponse::mutable_providers);
  EXPECT_THAT(*providers, IsEmpty());
}

TEST_F(ImportTest, NamesFaultsOfTheMappingAlone) {
  Write("mapping.toml", Replaced(kTestMapping, "\"rent\"", "\"huur\""));
  options_.skip_bad_rows = true;
  const Report report = Import();
  EXPECT_THAT(Texts(report.faults), ElementsAre("mapping.toml:37:1: rooms.csv has no column \"huur\""));
  EXPECT_FALSE(report.written);
}

TEST_F(ImportTest, ReportsWhatTheDomainRefuses) {
  Write("mapping.toml", Replaced(kTestMapping, "constant = \"foyer\"", "constant = \"villa\""));
  const Report report = Import();
  ASSERT_THAT(Texts(report.faults), SizeIs(2)) << "each facility";
  EXPECT_THAT(TextOf(report.faults[0]), HasSubstr("premises.csv:2:1: "));
  EXPECT_THAT(TextOf(report.faults[0]), HasSubstr("facility.programmeId"));
  EXPECT_FALSE(report.written);
}

TEST_F(ImportTest, DoesNotWithdrawAPlaceThatIsBooked) {
  const std::string mapping = std::string(kTestMapping) +
                              "withdrawn = { column = \"note\", map = { \"gone\" = "
                              "true }, otherwise = false }\n";
  Write("mapping.toml", mapping);
  Import();
  Hold(Places()[2].id());
  Write("rooms.csv", Replaced(Replaced(kTestRooms, "A;2;a;425;ja;;", "A;2;a;425;ja;;gone"), "410,50", "420"));
  const Report refused = Import();
  ASSERT_THAT(refused.faults, SizeIs(1));
  EXPECT_THAT(TextOf(refused.faults[0]), HasSubstr("rooms.csv:4:1: "));
  EXPECT_FALSE(refused.written);
  EXPECT_EQ(Places()[0].rent_cents(), 41050);

  options_.skip_bad_rows = true;
  const Report skipped = Import();
  EXPECT_THAT(skipped.faults, SizeIs(1));
  EXPECT_TRUE(skipped.written);
  EXPECT_EQ(Places()[0].rent_cents(), 42000);
  EXPECT_FALSE(Places()[2].withdrawn());
}

TEST_F(ImportTest, SaysWhichFileCannotBeRead) {
  options_.rooms = folder_.path() / "nothing.csv";
  EXPECT_THAT(std::string(ImportPlaces(store_, clock_, options_).status().message()),
              HasSubstr("cannot read "));
}

// Files that nobody here wrote, with the mapping of the documentation.
TEST_F(ImportTest, FindsEveryRoomOfRealStockThatCanBeLivedIn) {
  const char* folder = std::getenv("BOULEVARD_REAL_STOCK");
  const std::filesystem::path stock = folder != nullptr ? folder : BOULEVARD_REAL_STOCK_FOLDER;
  ASSERT_TRUE(std::filesystem::exists(stock / "rooms.csv"))
      << "the provider's files are missing: name their folder in BOULEVARD_REAL_STOCK";
  options_ = {
      .mapping = BOULEVARD_EXAMPLE_MAPPING, .premises = stock / "premises.csv", .rooms = stock / "rooms.csv"};
  const Report report = Import();
  EXPECT_THAT(Texts(report.faults), IsEmpty());
  EXPECT_THAT(report.changes,
              ElementsAre(ChangeCounts{"facilities", 18, 0, 0}, ChangeCounts{"units", 12, 0, 0},
                          ChangeCounts{"places", 314, 0, 0}));
  EXPECT_THAT(report.warnings, SizeIs(14)) << "8 beds of rooms with one, 6 houses without rooms";

  std::ifstream file(options_.rooms);
  std::stringstream text;
  text << file.rdbuf();
  const std::string rooms = text.str();
  CsvReader reader(rooms);
  reader.Next();
  std::set<std::string> expected;
  while (const auto row = reader.Next()) {
    if (row->fields.back().text == "LOST") continue;
    expected.insert(row->fields[2].text + " (" + row->fields[1].text + ")");
  }
  std::set<std::string> found;
  for (const v1::AvailablePlace& place : Available()) found.insert(place.place_name());
  EXPECT_EQ(found, expected);
  EXPECT_THAT(found, SizeIs(306));
  EXPECT_THAT(Import().changes, Contains(ChangeCounts{"places", 0, 0, 314}));
}

}  // namespace
}  // namespace boulevard::importing
