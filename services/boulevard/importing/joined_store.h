#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_JOINED_STORE_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_JOINED_STORE_H_

#include "services/placements/domain/store.h"

namespace boulevard::importing {

// Runs use cases within a transaction that is under way, so that many of them are all or nothing.
class JoinedStore final : public placements::domain::Store {
 public:
  explicit JoinedStore(placements::domain::Tables& tables) : tables_(tables) {}
  absl::Status Read(absl::Time /*deadline*/, Work work) override { return work(tables_); }
  absl::Status InTransaction(absl::Time /*deadline*/, Work work) override { return work(tables_); }

 private:
  placements::domain::Tables& tables_;
};

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_JOINED_STORE_H_
