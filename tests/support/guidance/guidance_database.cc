#include "tests/support/guidance/guidance_database.h"

#include "services/guidance/domain/mentors.h"
#include "services/guidance/domain/young_people.h"
#include "services/guidance/schema/migrations.h"
#include "services/runtime/db/migrator.h"
#include "tests/support/must.h"

namespace boulevard::tests {
namespace {

namespace domain = guidance::domain;
using runtime::vault::KeyRing;
using runtime::vault::Vault;

constexpr int kConnections = 8;

absl::Time Noon() {
  return absl::FromCivil(absl::CivilHour(2026, 3, 2, 11), absl::UTCTimeZone());
}

std::unique_ptr<Vault> NewVault(const std::filesystem::path& ring) {
  Must(KeyRing::Make(ring, Noon()));
  return Must(Vault::Open(ring));
}

}  // namespace

GuidanceDatabase::GuidanceDatabase()
    : ring_(folder_.path() / "master.keys"),
      vault_(NewVault(ring_)),
      clock_(Noon()),
      pool_(Must(runtime::db::ConnectOptions::Parse(database_.url())), kConnections, metrics_),
      store_(pool_, *vault_) {
  Must(runtime::db::Migrate(pool_, guidance::schema::Migrations(), Soon()));
  own_ = MakeMentor("own", "Laak").id;
  other_ = MakeMentor("other", "Laak").id;
}

runtime::CallContext GuidanceDatabase::As(const std::string& subject, runtime::Role role) {
  runtime::CallContext context;
  context.deadline = Soon();
  context.principal = {.subject = subject, .role = role};
  return context;
}

domain::Mentor GuidanceDatabase::MakeMentor(const std::string& subject, const std::string& team) {
  return Must(domain::Mentors(store_, clock_)
                  .Create(As("admin", runtime::Role::kAdmin),
                          {.name = "A mentor", .subject = subject, .team = team}));
}

domain::YoungPerson GuidanceDatabase::MakeYoungPerson(const std::string& subject) {
  return Must(domain::YoungPeople(store_, clock_)
                  .Create(As(subject), {.given_name = "Example",
                                        .surname = "van Voorbeeld",
                                        .birth_date = domain::Day(2005, 3, 1),
                                        .resident_kind = domain::ResidentKind::kStudent}));
}

int64_t GuidanceDatabase::Int(const std::string& sql) {
  int64_t value = 0;
  Must(pool_.Run(Soon(), [&](runtime::db::Session& session) {
    return session.Query(sql, {}, [&](const auto& row) { value = row.Int(0); }).status();
  }));
  return value;
}

std::vector<std::string> GuidanceDatabase::Texts(const std::string& sql) {
  std::vector<std::string> texts;
  Must(pool_.Run(Soon(), [&](runtime::db::Session& session) {
    texts.clear();
    return session.Query(sql, {}, [&](const auto& row) { texts.push_back(row.String(0)); }).status();
  }));
  return texts;
}

void GuidanceDatabase::Execute(const std::string& sql) {
  Must(pool_.Run(Soon(), [&](runtime::db::Session& session) { return session.Execute(sql).status(); }));
}

}  // namespace boulevard::tests
