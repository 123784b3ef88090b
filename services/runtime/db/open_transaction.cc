#include "services/runtime/db/open_transaction.h"

namespace boulevard::runtime::db {
namespace {

thread_local OpenTransaction* innermost = nullptr;

}  // namespace

OpenTransaction::OpenTransaction(const Pool& pool, Session& session)
    : pool_(pool), session_(session), outer_(innermost) {
  innermost = this;
}

OpenTransaction::~OpenTransaction() {
  innermost = outer_;
}

OpenTransaction* OpenTransaction::Of(const Pool& pool) {
  OpenTransaction* open = innermost;
  while (open != nullptr && &open->pool_ != &pool) open = open->outer_;
  return open;
}

absl::Status OpenTransaction::Join(Pool::Work work) {
  if (failure_.ok()) failure_ = work(session_);
  return failure_;
}

}  // namespace boulevard::runtime::db
