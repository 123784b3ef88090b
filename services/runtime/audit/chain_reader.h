#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_CHAIN_READER_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_CHAIN_READER_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/runtime/audit/link.h"
#include "services/runtime/audit/verification.h"

namespace boulevard::runtime::audit {

// Goes along the chain row by row and notes what is wrong with which of them.
class ChainReader {
 public:
  // Begins after `begin`, the last row that was forgotten.
  ChainReader(Anchor begin, std::optional<Anchor> noted);

  // A row that stands on kHashedColumns, id, number, previous_hash, hash. They come in the order of their
  // numbers.
  void Take(const db::Row& row);

  // Holds the end against the head that is in `verification`, and adds what was found.
  void Finish(Verification& verification);

 private:
  // A row whose hash is not that of its content.
  struct Suspect {
    int64_t id;
    int64_t number;
    std::string content;
    std::string previous_hash;
    std::string hash;
    size_t fault;  // which of faults_ is about it
  };
  struct Fault {
    int64_t number;
    std::string text;
  };

  void Note(int64_t number, std::string text);
  void NoteMissing(int64_t from, int64_t to);
  void HoldAgainstNoted(const Anchor& row);
  void FindMoved();

  std::optional<Anchor> noted_;
  bool met_noted_ = false;
  Anchor last_;               // the row before
  bool last_is_sure_ = true;  // nothing is wrong with it, and it is there
  int64_t rows_ = 0;
  std::vector<Fault> faults_;
  bool more_faults_ = false;
  std::vector<Suspect> suspects_;
  std::set<int64_t> vacant_;  // numbers that moved rows may have had
};

}  // namespace boulevard::runtime::audit

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_CHAIN_READER_H_
