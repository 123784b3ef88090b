#ifndef BOULEVARD_BENCH_RECORDING_H_
#define BOULEVARD_BENCH_RECORDING_H_

#include <string>
#include <vector>

#include "bench/bare_client.h"
#include "services/placements/domain/store.h"
#include "services/runtime/db/pool.h"

namespace boulevard::bench {

struct RecordedStatement {
  std::string sql;
  std::vector<Value> values;
};

// A store that notes every statement of its transactions: the SQL of a use case, for the bare client to run.
class RecordingStore final : public placements::domain::Store {
 public:
  explicit RecordingStore(runtime::db::Pool& pool) : pool_(pool) {}

  absl::Status Read(absl::Time deadline, Work work) override;
  absl::Status InTransaction(absl::Time deadline, Work work) override;

  const std::vector<RecordedStatement>& statements() const { return statements_; }

 private:
  runtime::db::Pool& pool_;
  std::vector<RecordedStatement> statements_;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_RECORDING_H_
