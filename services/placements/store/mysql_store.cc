#include "services/placements/store/mysql_store.h"

#include "services/placements/store/application_tables.h"
#include "services/placements/store/availability_tables.h"
#include "services/placements/store/booking_tables.h"
#include "services/placements/store/bulk_tables.h"
#include "services/placements/store/match_tables.h"
#include "services/placements/store/person_tables.h"
#include "services/placements/store/readiness_tables.h"
#include "services/placements/store/rule_tables.h"
#include "services/placements/store/stock_tables.h"
#include "services/placements/store/webhook_tables.h"

namespace boulevard::placements::store {

absl::Status RunOn(runtime::db::Session& session, domain::Store::Work work) {
  MysqlStockTables stock(session);
  MysqlBookingTables bookings(session);
  MysqlApplicationTables applications(session);
  MysqlRuleTables rules(session);
  MysqlAvailabilityTables availability(session);
  MysqlBulkTables bulk(session);
  MysqlMatchTables matches(session);
  MysqlWebhookTables webhooks(session);
  MysqlPersonTables people(session);
  MysqlReadinessTables readiness(session);
  domain::Tables tables{stock, bookings, applications, rules,  availability,
                        bulk,  matches,  webhooks,     people, readiness};
  return work(tables);
}

absl::Status MysqlStore::Read(absl::Time deadline, Work work) {
  return pool_.Run(deadline, [work](runtime::db::Session& session) { return RunOn(session, work); });
}

absl::Status MysqlStore::InTransaction(absl::Time deadline, Work work) {
  return pool_.InTransaction(deadline,
                             [work](runtime::db::Session& session) { return RunOn(session, work); });
}

}  // namespace boulevard::placements::store
