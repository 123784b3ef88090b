#include "services/runtime/db/error_map.h"

#include <errmsg.h>
#include <mysqld_error.h>

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "services/runtime/log/log.h"

namespace boulevard::runtime::db {
namespace {

bool IsClientError(unsigned number) {
  return (number >= CR_MIN_ERROR && number <= CR_MAX_ERROR) || number >= CER_MIN_ERROR;
}

// Of the server's file library, which mysqld_error.h does not name: the disk under its temporary files is
// full.
constexpr unsigned kErrorWritingFile = 3;

// Whether the server can write nothing: its disk is full, or somebody has made it read-only. Until an
// operator does something about it; what only reads goes on.
bool CannotWrite(unsigned number) {
  switch (number) {
    case kErrorWritingFile:
    case ER_DISK_FULL:
    case ER_ERROR_ON_WRITE:
    case ER_OPEN_AS_READONLY:
    case ER_RECORD_FILE_FULL:
    case ER_OPTION_PREVENTS_STATEMENT:
    case ER_READ_ONLY_MODE:
    case ER_INNODB_READ_ONLY:
      return true;
    default:
      return false;
  }
}

absl::StatusCode CodeOf(unsigned number) {
  if (CannotWrite(number)) return absl::StatusCode::kUnavailable;
  switch (number) {
    case ER_DUP_ENTRY:
    case ER_DUP_ENTRY_WITH_KEY_NAME:
      return absl::StatusCode::kAlreadyExists;
    case ER_NO_REFERENCED_ROW:
    case ER_NO_REFERENCED_ROW_2:
    case ER_ROW_IS_REFERENCED:
    case ER_ROW_IS_REFERENCED_2:
      return absl::StatusCode::kFailedPrecondition;
    case ER_LOCK_DEADLOCK:
    case ER_LOCK_WAIT_TIMEOUT:
      return absl::StatusCode::kAborted;
    case ER_STATEMENT_TIMEOUT:
      return absl::StatusCode::kDeadlineExceeded;
    case ER_CON_COUNT_ERROR:
    case ER_TOO_MANY_USER_CONNECTIONS:
    case ER_USER_LIMIT_REACHED:
    case ER_SERVER_SHUTDOWN:
    case ER_QUERY_INTERRUPTED:
    case ER_CONNECTION_KILLED:
    case CR_CONNECTION_ERROR:
    case CR_CONN_HOST_ERROR:
    case CR_UNKNOWN_HOST:
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_HANDSHAKE_ERR:
    case CR_SERVER_LOST:
    case CR_SSL_CONNECTION_ERROR:
    case CR_SERVER_LOST_EXTENDED:
      return absl::StatusCode::kUnavailable;
    default:
      return absl::StatusCode::kInternal;
  }
}

// The server quotes the offending value in data and constraint errors ("Duplicate entry 'a@b.nl' for key"),
// and a value may be personal data.
bool TextMayQuoteValue(const DatabaseError& error) {
  return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23") ||
         error.number == ER_TRUNCATED_WRONG_VALUE_FOR_FIELD || error.number == ER_WRONG_VALUE ||
         error.number == ER_WRONG_VALUE_FOR_TYPE;
}

bool IsPartOfNormalLife(absl::StatusCode code) {
  return code == absl::StatusCode::kAlreadyExists || code == absl::StatusCode::kFailedPrecondition ||
         code == absl::StatusCode::kAborted;
}

}  // namespace

Contention ContentionOf(unsigned number) {
  if (number == ER_LOCK_DEADLOCK) return Contention::kDeadlock;
  if (number == ER_LOCK_WAIT_TIMEOUT) return Contention::kLockWait;
  return Contention::kNone;
}

bool LosesConnection(unsigned number) {
  return IsClientError(number) || number == ER_SERVER_SHUTDOWN || number == ER_CONNECTION_KILLED ||
         number == ER_QUERY_INTERRUPTED || number == ER_NET_PACKET_TOO_LARGE;
}

absl::Status StatusOf(const DatabaseError& error, std::string_view sql) {
  const absl::StatusCode code = CodeOf(error.number);
  if (!IsPartOfNormalLife(code)) {
    const bool calls_for_help = code == absl::StatusCode::kInternal || CannotWrite(error.number);
    const log::Level level = calls_for_help ? log::Level::kError : log::Level::kWarning;
    log::Write(level, "database-error",
               {{"number", int64_t{error.number}},
                {"sqlstate", error.sqlstate},
                {"text", TextMayQuoteValue(error) ? "(withheld: may quote a value)" : error.text},
                {"sql", sql}});
  }
  return absl::Status(code, absl::StrCat("database error ", error.number));
}

}  // namespace boulevard::runtime::db
