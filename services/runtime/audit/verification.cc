#include "services/runtime/audit/verification.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/audit/chain_reader.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::audit {
namespace {

constexpr int kPage = 2000;
constexpr size_t kHashBytes = 32;

struct LogState {
  int64_t number = 0;
  std::string hash;
  int64_t forgotten = 0;
  std::string forgotten_hash;
  int64_t waiting = 0;
  int64_t last = 0;  // the highest number of any row
};

// In one statement, which sees one moment.
absl::StatusOr<LogState> ReadHead(db::Pool& pool, absl::Time deadline) {
  std::optional<LogState> head;
  RETURN_IF_ERROR(pool.Run(deadline, [&](db::Session& session) {
    return session
        .Query(
            "SELECT number, hash, forgotten_number, forgotten_hash, "
            "(SELECT COUNT(*) FROM access_log WHERE number IS NULL), "
            "(SELECT MAX(number) FROM access_log) FROM access_log_head WHERE id = 1",
            {},
            [&](const db::Row& row) {
              head = LogState{row.Int(0), row.String(1), row.Int(2), row.String(3), row.Int(4), row.Int(5)};
            })
        .status();
  }));
  if (!head) return absl::DataLossError("the access log has no head");
  return *std::move(head);
}

// All rows up to that number, handed to `reader` page by page. Those that are chained meanwhile are left out.
absl::Status ReadChain(db::Pool& pool, int64_t last_number, ChainReader& reader, absl::Time deadline) {
  static const std::string kQuery =
      std::string("SELECT ")
          .append(kHashedColumns)
          .append(
              ", id, number, previous_hash, hash FROM access_log "
              "WHERE (number > ? OR (number = ? AND id > ?)) AND number <= ? ORDER BY number, id LIMIT ?");
  int64_t number = INT64_MIN;
  int64_t id = INT64_MIN;
  for (int64_t count = kPage; count == kPage;) {
    RETURN_IF_ERROR(pool.Run(deadline, [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(
          count, session.Query(kQuery, {number, number, id, last_number, kPage}, [&](const db::Row& row) {
            id = row.Int(kHashedColumnCount);
            number = row.Int(kHashedColumnCount + 1);
            reader.Take(row);
          }));
      return absl::OkStatus();
    }));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Anchor> Anchor::Parse(std::string_view text) {
  const size_t colon = text.find(':');
  Anchor anchor;
  if (colon != std::string_view::npos && absl::SimpleAtoi(AbslView(text.substr(0, colon)), &anchor.number) &&
      text.size() - colon - 1 == 2 * kHashBytes &&
      text.find_first_not_of("0123456789abcdefABCDEF", colon + 1) == std::string_view::npos) {
    anchor.hash = absl::HexStringToBytes(AbslView(text.substr(colon + 1)));
    return anchor;
  }
  return absl::InvalidArgumentError("an anchor is NUMBER:HASH, as the log line \"access log head\" has them");
}

std::string Anchor::ToString() const {
  return absl::StrCat(number, ":", absl::BytesToHexString(hash));
}

std::string Verification::Sentence() const {
  if (faults.empty()) {
    return absl::StrCat("access log whole: ", rows, " rows, head ", head.ToString(), ", ", waiting,
                        " not chained yet",
                        forgotten > 0 ? absl::StrCat(", forgotten up to ", forgotten) : "");
  }
  return absl::StrCat("access log NOT whole: ", absl::StrJoin(faults, "; "), more_faults ? "; and more" : "");
}

absl::StatusOr<Verification> Verify(db::Pool& pool, const std::optional<Anchor>& noted, absl::Time deadline) {
  ASSIGN_OR_RETURN(LogState head, ReadHead(pool, deadline));
  while (true) {
    ChainReader reader({head.forgotten, head.forgotten_hash}, noted);
    RETURN_IF_ERROR(ReadChain(pool, std::max(head.number, head.last), reader, deadline));
    ASSIGN_OR_RETURN(const LogState after, ReadHead(pool, deadline));
    // Rows that were forgotten meanwhile are not missing.
    if (after.forgotten == head.forgotten) {
      Verification verification{
          .waiting = head.waiting, .forgotten = head.forgotten, .head = {head.number, head.hash}};
      reader.Finish(verification);
      return verification;
    }
    head = after;
  }
}

}  // namespace boulevard::runtime::audit
