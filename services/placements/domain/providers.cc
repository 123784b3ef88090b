#include "services/placements/domain/providers.h"

#include "services/placements/domain/reading.h"
#include "services/placements/domain/transaction.h"

namespace boulevard::placements::domain {

absl::StatusOr<PageOf<Provider>> Providers::List(const runtime::CallContext& context,
                                                 const Page& page) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) { return tables.stock.ListProviders(page); });
}

absl::StatusOr<Provider> Providers::Get(const runtime::CallContext& context, const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) { return tables.stock.GetProvider(id); });
}

absl::StatusOr<Provider> Providers::Create(const runtime::CallContext& context, const Provider& draft) const {
  Provider provider = draft;
  provider.id = runtime::NewUuid(clock_.Now());
  RETURN_IF_ERROR(
      store_.InTransaction(context.deadline, [&](Tables& tables) { return tables.stock.Insert(provider); }));
  return provider;
}

absl::StatusOr<Provider> Providers::Update(const runtime::CallContext& context, const Uuid& id,
                                           absl::FunctionRef<absl::Status(Provider&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Provider> {
    ASSIGN_OR_RETURN(Provider provider, tables.stock.LockProvider(id));
    RETURN_IF_ERROR(change(provider));
    RETURN_IF_ERROR(tables.stock.Update(provider));
    return provider;
  });
}

}  // namespace boulevard::placements::domain
