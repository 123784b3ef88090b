#include "services/boulevard/privacy/keys.h"

#include <algorithm>
#include <map>
#include <memory>
#include <ostream>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/vault/key_ring.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::privacy {
namespace {

using runtime::vault::KeyRing;
using runtime::vault::MasterKey;
using runtime::vault::SealedTable;
using runtime::vault::Vault;

constexpr absl::Duration kCountTime = absl::Minutes(5);
// A large site has millions of records, and a thousand of them take about a second.
constexpr absl::Duration kResealTime = absl::Hours(24);

using Counts = std::map<std::string, int64_t>;

absl::StatusOr<Counts> CountAll(const std::vector<SealedDatabase>& databases) {
  Counts all;
  for (const SealedDatabase& database : databases) {
    Counts counts;
    RETURN_IF_ERROR(
        database.pool.Run(absl::Now() + kCountTime, [&](runtime::db::Session& session) -> absl::Status {
          ASSIGN_OR_RETURN(counts, runtime::vault::CountByMasterKey(session, database.tables));
          return absl::OkStatus();
        }));
    for (const auto& [id, count] : counts) all[id] += count;
  }
  return all;
}

std::string DayText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M UTC", time, absl::UTCTimeZone());
}

// Waits until the newest key has been known for as long as a rotation asks.
absl::Status AwaitNotice(const Rotation& rotation, std::ostream& out) {
  ASSIGN_OR_RETURN(const KeyRing ring, KeyRing::Read(rotation.ring));
  const absl::Duration left = ring.keys().back().made_at() + rotation.notice - rotation.clock.Now();
  if (left <= absl::ZeroDuration()) return absl::OkStatus();
  out << "waiting " << absl::FormatDuration(absl::Ceil(left, absl::Seconds(1)))
      << " until every program knows key " << ring.keys().back().id() << std::endl;
  rotation.sleep(left);
  return absl::OkStatus();
}

absl::Status UseNewestKey(const Rotation& rotation, std::ostream& out) {
  ASSIGN_OR_RETURN(const KeyRing ring, KeyRing::Read(rotation.ring));
  if (ring.current().id() == ring.keys().back().id()) {
    RETURN_IF_ERROR(AddKey(rotation.ring, rotation.clock, out));
  }
  RETURN_IF_ERROR(AwaitNotice(rotation, out));
  ASSIGN_OR_RETURN(const std::string current, KeyRing::Advance(rotation.ring, rotation.clock.Now()));
  out << "key " << current << " is current" << std::endl;
  return absl::OkStatus();
}

absl::Status ResealOne(const SealedDatabase& database, const SealedTable& table, Vault& vault,
                       std::ostream& out) {
  ASSIGN_OR_RETURN(const runtime::vault::Resealed resealed,
                   runtime::vault::ResealAll(database.pool, vault, table, absl::Now() + kResealTime));
  out << table.table << ": " << resealed.records << " records" << std::endl;
  for (const std::string& record : resealed.unopened) out << "does not open: " << record << std::endl;
  if (resealed.unopened.empty()) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(resealed.unopened.size(), " records of ", runtime::AbslView(table.table), " do not open"));
}

}  // namespace

absl::Status ListKeys(const std::filesystem::path& ring_file, const std::vector<SealedDatabase>& databases,
                      std::ostream& out) {
  ASSIGN_OR_RETURN(const KeyRing ring, KeyRing::Read(ring_file));
  ASSIGN_OR_RETURN(Counts counts, CountAll(databases));
  for (const MasterKey& key : ring.keys()) {
    out << key.id() << "  made " << DayText(key.made_at()) << "  " << counts[key.id()] << " records"
        << (key.id() == ring.current().id() ? "  current" : "") << '\n';
    counts.erase(key.id());
  }
  for (const auto& [id, count] : counts) {
    out << id << "  NOT ON THE RING  " << count << " records that nobody can open\n";
  }
  return absl::OkStatus();
}

absl::Status AddKey(const std::filesystem::path& ring, const runtime::Clock& clock, std::ostream& out) {
  ASSIGN_OR_RETURN(const std::string id, KeyRing::Add(ring, clock.Now()));
  out << "key " << id << " is added" << std::endl;
  return absl::OkStatus();
}

absl::Status RotateKeys(const Rotation& rotation, bool resume, std::ostream& out) {
  if (!resume) RETURN_IF_ERROR(UseNewestKey(rotation, out));
  ASSIGN_OR_RETURN(const std::unique_ptr<Vault> vault, Vault::Open(rotation.ring));
  absl::Status status;
  for (const SealedDatabase& database : rotation.databases) {
    for (const SealedTable& table : database.tables) status.Update(ResealOne(database, table, *vault, out));
  }
  RETURN_IF_ERROR(status);
  out << "every record is under key " << vault->ring()->current().id() << std::endl;
  return absl::OkStatus();
}

absl::Status RemoveKey(const std::filesystem::path& ring, const std::string& id,
                       const std::vector<SealedDatabase>& databases, std::ostream& out) {
  ASSIGN_OR_RETURN(const Counts counts, CountAll(databases));
  if (const auto found = counts.find(id); found != counts.end()) {
    return absl::FailedPreconditionError(
        absl::StrCat(found->second, " records are under key ", id, ": 'boulevard keys rotate' first"));
  }
  RETURN_IF_ERROR(KeyRing::Remove(ring, id));
  out << "key " << id << " is taken out; backups of before the rotation need it" << std::endl;
  return absl::OkStatus();
}

}  // namespace boulevard::privacy
