#ifndef BOULEVARD_TESTS_SUPPORT_GUIDANCE_GUIDANCE_DATABASE_H_
#define BOULEVARD_TESTS_SUPPORT_GUIDANCE_GUIDANCE_DATABASE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "services/guidance/domain/types.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/vault/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::tests {

// The use cases of guidance on a schema and a key ring of their own, with the clock in hand: noon of 2 March
// 2026 at first. Two mentors are there, with the subjects "own" and "other", of the team Laak. What a helper
// makes is made by the use cases; a failure ends the program.
class GuidanceDatabase {
 public:
  GuidanceDatabase();

  guidance::domain::Store& store() { return store_; }
  runtime::db::Pool& pool() { return pool_; }
  runtime::FakeClock& clock() { return clock_; }
  runtime::vault::Vault& vault() { return *vault_; }
  const std::filesystem::path& ring() const { return ring_; }
  guidance::domain::Day today() const { return runtime::Today(clock_); }

  const runtime::Uuid& own() const { return own_; }
  const runtime::Uuid& other() const { return other_; }
  static runtime::CallContext As(const std::string& subject, runtime::Role role = runtime::Role::kMentor);
  static runtime::CallContext AsCoordinator() { return As("coordinator", runtime::Role::kCoordinator); }

  guidance::domain::Mentor MakeMentor(const std::string& subject, const std::string& team);
  // Of the mentor with that subject.
  guidance::domain::YoungPerson MakeYoungPerson(const std::string& subject = "own");

  // The first column of the first row; 0 without one.
  int64_t Int(const std::string& sql);
  // The first columns of all rows, as text.
  std::vector<std::string> Texts(const std::string& sql);
  void Execute(const std::string& sql);

 private:
  const TemporaryFolder folder_;
  const std::filesystem::path ring_;
  std::unique_ptr<runtime::vault::Vault> vault_;
  TestDatabase database_;
  runtime::Registry metrics_;
  runtime::FakeClock clock_;
  runtime::db::Pool pool_;
  guidance::store::MysqlStore store_;
  runtime::Uuid own_, other_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_GUIDANCE_GUIDANCE_DATABASE_H_
