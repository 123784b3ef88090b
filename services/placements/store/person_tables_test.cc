#include "services/placements/store/person_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/placements/domain/people.h"
#include "services/runtime/records/records.h"
#include "tests/support/placements/booking_scene.h"

namespace boulevard::placements::store {
namespace {

using domain::RecordPart;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PersonTablesTest : public ::testing::Test {
 protected:
  std::set<std::string> TablesWith(const std::string& column) {
    std::set<std::string> tables;
    EXPECT_TRUE(scene_.db.pool()
                    .Run(scene_.db.AsAdmin().deadline,
                         [&](runtime::db::Session& session) -> absl::Status {
                           ASSIGN_OR_RETURN(const auto found, runtime::records::TablesWith(session, column));
                           tables.insert(found.begin(), found.end());
                           return absl::OkStatus();
                         })
                    .ok());
    return tables;
  }
  std::map<std::string, RecordPart> RecordsOf(const runtime::Uuid& person) {
    std::map<std::string, RecordPart> parts;
    const auto found = domain::RecordsOf(scene_.db.store(), person, scene_.db.AsAdmin().deadline);
    EXPECT_TRUE(found.ok()) << found.status();
    for (const RecordPart& part : *found) parts[part.name] = part;
    return parts;
  }
  void Anonymise(const runtime::Uuid& person) {
    const absl::Status done = scene_.db.store().InTransaction(
        scene_.db.AsAdmin().deadline,
        [&](domain::Tables& tables) { return tables.people.Anonymise(person); });
    EXPECT_TRUE(done.ok()) << done;
  }
  // With all that says who somebody is.
  domain::Application Applied() {
    const auto change = [&](domain::Application& application) {
      application.referrer_organisation = "Servicepunt Laak";
      application.referring_contact = {"Example Referrer", "referrer@example.nl", "+31600000001"};
      application.receiving_contact = {"Example Receiver", "receiver@example.nl", "+31600000002"};
      application.must_not_share_with = {other_};
    };
    const domain::Application made = scene_.Applicant();
    return scene_.applications.Update(scene_.db.AsCoordinator(), made.id, tests::Always(change)).value();
  }

  tests::BookingScene scene_;
  const runtime::Uuid other_ = scene_.Applicant().young_person_id;
};

// A new table cannot be forgotten.
TEST_F(PersonTablesTest, EveryTableOfAYoungPersonIsRead) {
  std::set<std::string> read, there = TablesWith("young_person_id");
  there.merge(TablesWith("application_id"));
  for (const auto& source : PersonSources()) read.insert(source.table);
  EXPECT_EQ(read, there);
}

TEST_F(PersonTablesTest, AllThatThereIsOfSomebody) {
  const domain::Placement stay = scene_.Arrived(scene_.db.MakePlace().id, scene_.db.today() + 30);
  const auto parts = RecordsOf(stay.young_person_id);
  ASSERT_THAT(parts.at("placements").records, SizeIs(1));
  EXPECT_EQ(parts.at("placements").records[0].at("state"), "arrived");
  EXPECT_EQ(parts.at("placements").records[0].at("id"), stay.id.ToString());
  EXPECT_THAT(parts.at("offers").records, SizeIs(1));
  EXPECT_GE(parts.at("application-history").records.size(), 2u);
  for (const auto& [name, part] : RecordsOf(runtime::NewUuid(scene_.db.clock().Now()))) {
    EXPECT_THAT(part.records, IsEmpty()) << name;
  }
}

TEST_F(PersonTablesTest, WhatIsSomebodyElsesIsLeftOut) {
  const auto parts = RecordsOf(Applied().young_person_id);
  ASSERT_THAT(parts.at("must-not-share").records, SizeIs(1));
  EXPECT_FALSE(parts.at("must-not-share").records[0].contains("otherId"));
}

TEST_F(PersonTablesTest, AnonymisingKeepsWhatFiguresAreMadeOf) {
  const domain::Application application = Applied();
  const auto before = RecordsOf(application.young_person_id);
  Anonymise(application.young_person_id);
  Anonymise(application.young_person_id);
  auto after = RecordsOf(application.young_person_id);
  EXPECT_THAT(after.at("must-not-share").records, IsEmpty());
  std::map<std::string, std::string> kept = before.at("applications").records.at(0);
  kept["birthDate"] = kept["birthDate"].substr(0, 4) + "-01-01";
  for (const char* wiped : {"referrerOrganisation", "referringName", "referringEmail", "referringPhone",
                            "receivingName", "receivingEmail", "receivingPhone", "wishedDistricts"}) {
    EXPECT_EQ(after.at("applications").records.at(0).at(wiped), "") << wiped;
    kept[wiped] = "";
  }
  EXPECT_EQ(after.at("applications").records.at(0), kept);
  EXPECT_EQ(after.at("application-history").records, before.at("application-history").records);
}

TEST_F(PersonTablesTest, WhoNamedThemNamesThemNoMore) {
  const domain::Application application = Applied();
  Anonymise(other_);
  EXPECT_THAT(RecordsOf(application.young_person_id).at("must-not-share").records, IsEmpty());
}

}  // namespace
}  // namespace boulevard::placements::store
