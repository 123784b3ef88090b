#ifndef BOULEVARD_BENCH_RECORDING_H_
#define BOULEVARD_BENCH_RECORDING_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "bench/bare_client.h"
#include "services/guidance/domain/store.h"
#include "services/placements/domain/store.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::bench {

struct RecordedStatement {
  std::string sql;
  std::vector<Value> values;
};

// Runs transactions and notes every statement of the last one: the SQL of a use case, for the bare client to
// run.
class Recorder {
 public:
  explicit Recorder(runtime::db::Pool& pool) : pool_(pool) {}

  absl::Status InTransaction(absl::Time deadline,
                             absl::FunctionRef<absl::Status(runtime::db::Session&)> work);

  runtime::db::Pool& pool() { return pool_; }
  const std::vector<RecordedStatement>& statements() const { return statements_; }

 private:
  runtime::db::Pool& pool_;
  std::vector<RecordedStatement> statements_;
};

class RecordingStore final : public placements::domain::Store {
 public:
  explicit RecordingStore(runtime::db::Pool& pool) : recorder_(pool) {}

  absl::Status Read(absl::Time deadline, Work work) override;
  absl::Status InTransaction(absl::Time deadline, Work work) override;

  const std::vector<RecordedStatement>& statements() const { return recorder_.statements(); }

 private:
  Recorder recorder_;
};

class RecordingDossiers final : public guidance::domain::Store {
 public:
  RecordingDossiers(runtime::db::Pool& pool, runtime::vault::Vault& vault) : recorder_(pool), vault_(vault) {}

  absl::Status Read(absl::Time deadline, Work work) override;
  absl::Status InTransaction(absl::Time deadline, Work work) override;

  const std::vector<RecordedStatement>& statements() const { return recorder_.statements(); }

 private:
  Recorder recorder_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_RECORDING_H_
