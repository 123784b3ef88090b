#include "services/guidance/store/mysql_store.h"

#include "services/guidance/store/mentor_tables.h"

namespace boulevard::guidance::store {
namespace {

absl::Status RunOn(runtime::db::Session& session, domain::Store::Work work) {
  MysqlMentorTables mentors(session);
  domain::Tables tables{mentors};
  return work(tables);
}

}  // namespace

absl::Status MysqlStore::Read(absl::Time deadline, Work work) {
  return pool_.Run(deadline, [&](runtime::db::Session& session) { return RunOn(session, work); });
}

absl::Status MysqlStore::InTransaction(absl::Time deadline, Work work) {
  return pool_.InTransaction(deadline, [&](runtime::db::Session& session) { return RunOn(session, work); });
}

}  // namespace boulevard::guidance::store
