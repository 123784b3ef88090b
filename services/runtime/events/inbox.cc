#include "services/runtime/events/inbox.h"

#include "services/runtime/status/macros.h"

namespace boulevard::runtime::events {
namespace {

constexpr int kReceivedForgottenAtOnce = 2000;

}  // namespace

absl::StatusOr<bool> Receive(db::Session& session, std::string_view source, int64_t sequence) {
  ASSIGN_OR_RETURN(const int64_t noted,
                   session.Execute("INSERT IGNORE INTO inbox (source, sequence, received_at) "
                                   "VALUES (?, ?, UTC_TIMESTAMP(6))",
                                   {source, sequence}));
  return noted == 1;
}

absl::Status ForgetReceived(db::Session& session, absl::Duration kept) {
  return session
      .Execute(
          "DELETE FROM inbox WHERE received_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND "
          "ORDER BY received_at LIMIT ?",
          {absl::ToInt64Microseconds(kept), kReceivedForgottenAtOnce})
      .status();
}

}  // namespace boulevard::runtime::events
