#include "tests/e2e/site_database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/time/clock.h"

namespace boulevard::tests {
namespace {

absl::Time Deadline() {
  return absl::Now() + absl::Seconds(30);
}

}  // namespace

SiteDatabase::SiteDatabase(const std::string& url)
    : pool_(*runtime::db::ConnectOptions::Parse(url), 2, metrics_) {}

void SiteDatabase::Execute(const std::string& sql) {
  const absl::Status done =
      pool_.Run(Deadline(), [&](runtime::db::Session& session) { return session.Execute(sql).status(); });
  EXPECT_TRUE(done.ok()) << sql << ": " << done;
}

std::vector<std::string> SiteDatabase::Column(const std::string& sql) {
  std::vector<std::string> rows;
  const absl::Status read = pool_.Run(Deadline(), [&](runtime::db::Session& session) {
    return session.Query(sql, {}, [&](const runtime::db::Row& row) { rows.push_back(row.String(0)); })
        .status();
  });
  EXPECT_TRUE(read.ok()) << sql << ": " << read;
  return rows;
}

Finished CommandBeside(const Site& site, std::vector<std::string> command, bool with_keys) {
  command.insert(command.begin(), ProgramPath("boulevard").string());
  command.insert(command.end(), {"--database", site.guidance_database_url()});
  if (with_keys) command.insert(command.end(), {"--master-keys", site.master_keys().string()});
  return RunToEnd(command, site.folder() / "command.out", absl::Seconds(120));
}

std::string DumpOf(const Site& site) {
  const std::filesystem::path own = site.folder() / "database";
  const std::filesystem::path folder = std::filesystem::exists(own) ? own : site.data_dir() / "mariadb";
  const Finished dump = RunToEnd({"/usr/bin/mariadb-dump", "--no-defaults", "--user=root", "--hex-blob",
                                  "--socket=" + (folder / "mariadb.sock").string(), "--all-databases"},
                                 site.folder() / "dump.sql");
  EXPECT_EQ(dump.exit_code, 0) << dump.output.substr(0, 1000);
  return dump.output;
}

std::string LogsOf(const Site& site) {
  std::string logs;
  for (const auto& entry : std::filesystem::directory_iterator(site.folder())) {
    if (entry.path().extension() != ".log") continue;
    std::ifstream file(entry.path());
    logs.append(std::istreambuf_iterator<char>(file), {});
  }
  return logs;
}

}  // namespace boulevard::tests
