#include "services/runtime/http/seats.h"

namespace boulevard::runtime::http {

Seats::Outcome Seats::Take(const std::string& client) {
  absl::MutexLock lock(&mutex_);
  if (taken_ >= most_) return Outcome::kFull;
  int& of_one = of_one_[client];
  if (of_one >= most_of_one_) return Outcome::kFullForOne;
  ++of_one;
  ++taken_;
  return Outcome::kTaken;
}

void Seats::Leave(const std::string& client) {
  absl::MutexLock lock(&mutex_);
  --taken_;
  const auto found = of_one_.find(client);
  if (--found->second == 0) of_one_.erase(found);
}

bool Seats::AwaitEmpty(absl::Duration timeout) {
  absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(
                                     +[](int* taken) { return *taken == 0; }, &taken_),
                                 timeout);
}

}  // namespace boulevard::runtime::http
