#include "services/runtime/auth/issuer_keys.h"

#include "services/runtime/auth/auth_fault.h"

namespace boulevard::runtime {

absl::StatusOr<std::shared_ptr<const TrustedKey>> IssuerKeys::Find(const std::string& id) const {
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = keys_.find(id);
    if (found != keys_.end()) return found->second;
    if (keys_.empty()) return AuthError(AuthFault::kNoKeys);
  }
  on_unknown_();
  return AuthError(AuthFault::kKey);
}

void IssuerKeys::Add(VerifyingKey key) {
  std::string id = key.id();
  absl::MutexLock lock(&mutex_);
  keys_.try_emplace(std::move(id), std::make_shared<TrustedKey>(std::move(key)));
}

IssuerKeys::Change IssuerKeys::Replace(std::vector<VerifyingKey> keys) {
  Change change;
  Map next;
  absl::MutexLock lock(&mutex_);
  for (VerifyingKey& key : keys) {
    const std::string id = key.id();
    const auto known = keys_.find(id);
    const bool same = known != keys_.end() && known->second->key() == key;
    if (!same) ++change.added;
    next.try_emplace(id, same ? known->second : std::make_shared<TrustedKey>(std::move(key)));
  }
  keys_.swap(next);
  for (const auto& [id, key] : next) {
    const auto kept = keys_.find(id);
    if (kept != keys_.end() && kept->second == key) continue;
    key->Withdraw();
    ++change.withdrawn;
  }
  return change;
}

}  // namespace boulevard::runtime
