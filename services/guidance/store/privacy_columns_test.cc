#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/guidance/store/export_tables.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/guidance/store/test_dossiers.h"
#include "services/runtime/records/records.h"
#include "services/runtime/status/macros.h"

// What the schema has, held against what is sealed, wiped and exported: a new table or column cannot be
// forgotten.
namespace boulevard::guidance::store {
namespace {

using domain::Uuid;
using runtime::vault::SealedTable;
using ::testing::IsSupersetOf;

// Text of a dossier that is neither sealed nor a word of a vocabulary, and stays when it is anonymised: who
// of the staff did something, and which organisation got something.
const std::set<std::string> kPlainText = {
    "broken_glass.subject", "disclosures.disclosed_by", "disclosures.organisation", "legal_holds.released_by",
    "legal_holds.set_by",   "plan_revisions.subject",   "young_people.referred_by",
};

class PrivacyColumnsTest : public DossiersTest {
 protected:
  // "table.column" of each row.
  std::set<std::string> Names(const std::string& sql) {
    std::set<std::string> names;
    const absl::Status read = pool_.Run(Deadline(), [&](runtime::db::Session& session) {
      return session
          .Query(sql, {},
                 [&](const runtime::db::Row& row) {
                   names.insert(absl::StrCat(row.String(0), ".", row.String(1)));
                 })
          .status();
    });
    EXPECT_TRUE(read.ok()) << read;
    return names;
  }
};

std::set<std::string> SealedColumns() {
  std::set<std::string> columns;
  for (const SealedTable& table : SealedTables()) {
    for (const auto column : table.sealed)
      columns.insert(std::string(table.table).append(".").append(column));
    for (const auto& searched : table.searched) {
      columns.insert(std::string(table.table).append(".").append(searched.hash));
    }
  }
  return columns;
}

TEST_F(PrivacyColumnsTest, EveryTableWithADataKeyIsListed) {
  std::set<std::string> listed = {"access_log.data_key"};
  for (const SealedTable& table : SealedTables()) listed.insert(std::string(table.table) + ".data_key");
  EXPECT_EQ(Names("SELECT table_name, column_name FROM information_schema.columns "
                  "WHERE table_schema = DATABASE() AND column_name = 'data_key'"),
            listed);
}

TEST_F(PrivacyColumnsTest, EveryListedColumnIsThereAndMayBeWiped) {
  const std::set<std::string> may_be_null = Names(
      "SELECT table_name, column_name FROM information_schema.columns "
      "WHERE table_schema = DATABASE() AND is_nullable = 'YES'");
  std::set<std::string> wiped = SealedColumns();
  for (const SealedTable& table : SealedTables()) {
    for (const char* key : {".master_key", ".data_key"}) wiped.insert(std::string(table.table) + key);
  }
  EXPECT_THAT(may_be_null, IsSupersetOf(wiped));
}

// Words are ASCII by their column; all other text and bytes must be sealed, be a key, or be named above.
TEST_F(PrivacyColumnsTest, NoTextOfADossierIsPlain) {
  std::set<std::string> unknown = Names(
      "SELECT c.table_name, c.column_name FROM information_schema.columns c "
      "WHERE c.table_schema = DATABASE() AND (c.table_name = 'young_people' OR c.table_name IN "
      "(SELECT table_name FROM information_schema.columns WHERE table_schema = DATABASE() AND "
      "column_name = 'young_person_id')) AND c.column_name <> 'data_key' AND "
      "(c.data_type IN ('varbinary', 'blob', 'mediumblob', 'longblob', 'text', 'mediumtext', "
      "'longtext', 'json') OR c.column_type = 'binary(32)' OR "
      "(c.data_type IN ('char', 'varchar') AND c.character_set_name <> 'ascii'))");
  for (const std::string& sealed : SealedColumns()) unknown.erase(sealed);
  EXPECT_EQ(unknown, kPlainText);
}

TEST_F(PrivacyColumnsTest, TheExportHasEveryTableOfAYoungPerson) {
  const Uuid id = people.Create(As("own"), Draft("999999011")).value().id;
  std::set<std::string> parts, tables = {"young-people", "access-log"};
  std::map<std::string, std::string> dossier;
  const absl::Status read = pool_.Run(Deadline(), [&](runtime::db::Session& session) -> absl::Status {
    // A table that nobody has thought of.
    RETURN_IF_ERROR(session
                        .Execute("CREATE TABLE favourite_colours (id BINARY(16) PRIMARY KEY, "
                                 "young_person_id BINARY(16), colour VARCHAR(20), made_at DATETIME(6), "
                                 "liked BOOLEAN)")
                        .status());
    RETURN_IF_ERROR(session
                        .Execute("INSERT INTO favourite_colours VALUES (?, ?, 'green', "
                                 "'2026-01-02 03:04:05', TRUE)",
                                 {id, id})
                        .status());
    MysqlExportTables exports(session, *vault_);
    ASSIGN_OR_RETURN(const auto made, exports.PartsOf(id));
    for (const domain::RecordPart& part : made) {
      parts.insert(part.name);
      if (part.name == "young-people") dossier = part.records.at(0);
      if (part.name == "favourite-colours") {
        EXPECT_THAT(part.records, ::testing::ElementsAre(std::map<std::string, std::string>{
                                      {"id", id.ToString()},
                                      {"youngPersonId", id.ToString()},
                                      {"colour", "green"},
                                      {"madeAt", "2026-01-02T03:04:05.000000Z"},
                                      {"liked", "true"}}));
      }
    }
    ASSIGN_OR_RETURN(const auto found, runtime::records::TablesWith(session, "young_person_id"));
    for (std::string table : found) {
      std::ranges::replace(table, '_', '-');
      tables.insert(table);
    }
    return absl::OkStatus();
  });
  ASSERT_TRUE(read.ok()) << read;
  EXPECT_EQ(parts, tables);
  EXPECT_EQ(dossier["surname"], "van Voorbeeld");
  EXPECT_EQ(dossier["bsn"], "999999011");
  EXPECT_EQ(dossier["birthDate"], "2005-03-01");
  for (const char* hidden : {"surnameHash", "bsnHash", "dataKey", "masterKey"}) {
    EXPECT_FALSE(dossier.contains(hidden)) << hidden;
  }
}

}  // namespace
}  // namespace boulevard::guidance::store
