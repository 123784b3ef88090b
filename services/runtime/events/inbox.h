#ifndef BOULEVARD_SERVICES_RUNTIME_EVENTS_INBOX_H_
#define BOULEVARD_SERVICES_RUNTIME_EVENTS_INBOX_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/session.h"

// The inbox of a service: which events of others it has received. They are told at least once; the inbox
// makes it once. The table inbox is in the schema of the service.
namespace boulevard::runtime::events {

// Notes that the event `sequence` of the service `source` was received, as a part of the transaction that
// does what follows from it. False when it was noted before: then nothing follows. Waits for another
// transaction that has just noted it.
absl::StatusOr<bool> Receive(db::Session& session, std::string_view source, int64_t sequence);

// Forgets some of those that were received longer ago than `kept`, which is longer than a source keeps its
// events: none of them comes again.
absl::Status ForgetReceived(db::Session& session, absl::Duration kept);

}  // namespace boulevard::runtime::events

#endif  // BOULEVARD_SERVICES_RUNTIME_EVENTS_INBOX_H_
