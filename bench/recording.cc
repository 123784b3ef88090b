#include "bench/recording.h"

#include "services/guidance/store/mysql_store.h"
#include "services/placements/store/mysql_store.h"

namespace boulevard::bench {
namespace {

using runtime::db::Param;
using runtime::db::Session;

class RecordingSession final : public Session {
 public:
  RecordingSession(Session& session, std::vector<RecordedStatement>& statements)
      : session_(session), statements_(statements) {}

  using Session::Execute;
  using Session::Query;
  absl::StatusOr<int64_t> Execute(std::string_view sql, std::span<const Param> params) override {
    Note(sql, params);
    return session_.Execute(sql, params);
  }
  absl::StatusOr<int64_t> Query(std::string_view sql, std::span<const Param> params,
                                RowReader read) override {
    Note(sql, params);
    return session_.Query(sql, params, read);
  }

 private:
  void Note(std::string_view sql, std::span<const Param> params) {
    RecordedStatement statement{.sql = std::string(sql)};
    for (const Param& param : params) statement.values.push_back(Kept(param));
    statements_.push_back(std::move(statement));
  }

  Session& session_;
  std::vector<RecordedStatement>& statements_;
};

}  // namespace

absl::Status Recorder::InTransaction(absl::Time deadline, absl::FunctionRef<absl::Status(Session&)> work) {
  return pool_.InTransaction(deadline, [&](Session& session) {
    statements_.clear();
    RecordingSession recording(session, statements_);
    return work(recording);
  });
}

absl::Status RecordingStore::Read(absl::Time deadline, Work work) {
  return recorder_.pool().Run(deadline,
                              [work](Session& session) { return placements::store::RunOn(session, work); });
}

absl::Status RecordingStore::InTransaction(absl::Time deadline, Work work) {
  return recorder_.InTransaction(
      deadline, [work](Session& session) { return placements::store::RunOn(session, work); });
}

absl::Status RecordingDossiers::Read(absl::Time deadline, Work work) {
  return recorder_.pool().Run(
      deadline, [&](Session& session) { return guidance::store::RunOn(session, vault_, work); });
}

absl::Status RecordingDossiers::InTransaction(absl::Time deadline, Work work) {
  return recorder_.InTransaction(
      deadline, [&](Session& session) { return guidance::store::RunOn(session, vault_, work); });
}

}  // namespace boulevard::bench
