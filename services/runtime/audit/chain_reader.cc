#include "services/runtime/audit/chain_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::audit {
namespace {

// More of them say no more.
constexpr size_t kMostFaults = 20;
constexpr int64_t kMostVacant = 100;

std::string RowName(int64_t number, int64_t id) {
  return absl::StrCat("row ", number, " (id ", id, ")");
}

}  // namespace

ChainReader::ChainReader(Anchor begin, std::optional<Anchor> noted)
    : noted_(std::move(noted)), last_(std::move(begin)) {
  HoldAgainstNoted(last_);
}

void ChainReader::Take(const db::Row& row) {
  const int64_t id = row.Int(kHashedColumnCount);
  Anchor here{.number = row.Int(kHashedColumnCount + 1), .hash = row.String(kHashedColumnCount + 3)};
  const std::string previous_hash = row.String(kHashedColumnCount + 2);
  ++rows_;
  if (here.number <= last_.number) {
    Note(here.number, absl::StrCat(RowName(here.number, id), " was put in: there is a row of that number"));
    return;
  }
  if (here.number > last_.number + 1) NoteMissing(last_.number + 1, here.number - 1);
  std::string content = ContentOf(row);
  const bool is_itself = LinkHash(previous_hash, here.number, content) == here.hash;
  if (!is_itself) {
    Note(here.number, absl::StrCat(RowName(here.number, id), " was changed"));
    if (suspects_.size() < kMostFaults && !faults_.empty()) {
      vacant_.insert(here.number);
      suspects_.push_back(
          {id, here.number, std::move(content), previous_hash, here.hash, faults_.size() - 1});
    }
  } else if (last_is_sure_ && previous_hash != last_.hash) {
    Note(last_.number,
         absl::StrCat("row ", last_.number, " was replaced: ", RowName(here.number, id), " follows another"));
  }
  HoldAgainstNoted(here);
  last_ = std::move(here);
  last_is_sure_ = is_itself;
}

void ChainReader::Finish(Verification& verification) {
  const Anchor& head = verification.head;
  if (last_.number < head.number) {
    NoteMissing(last_.number + 1, head.number);
  } else if (last_.number > head.number) {
    Note(last_.number, absl::StrCat("rows after ", head.number, ", the head, were put in"));
  } else if (last_is_sure_ && last_.hash != head.hash) {
    Note(last_.number, absl::StrCat("row ", last_.number, " was replaced: the head is another"));
  }
  if (noted_ && !met_noted_) {
    Note(noted_->number, absl::StrCat("row ", noted_->number, ", which was noted, is not there"));
  }
  FindMoved();
  verification.rows = rows_;
  verification.more_faults = more_faults_;
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const Fault& a, const Fault& b) { return a.number < b.number; });
  for (Fault& fault : faults_) verification.faults.push_back(std::move(fault.text));
}

void ChainReader::Note(int64_t number, std::string text) {
  if (faults_.size() < kMostFaults) {
    faults_.push_back({number, std::move(text)});
  } else {
    more_faults_ = true;
  }
}

void ChainReader::NoteMissing(int64_t from, int64_t to) {
  Note(from, from == to ? absl::StrCat("row ", from, " is missing")
                        : absl::StrCat("rows ", from, " to ", to, " are missing"));
  for (int64_t number = from; number <= std::min(to, from + kMostVacant); ++number) vacant_.insert(number);
  last_is_sure_ = false;
}

void ChainReader::HoldAgainstNoted(const Anchor& row) {
  if (!noted_ || row.number != noted_->number) return;
  met_noted_ = true;
  if (row.hash == noted_->hash) return;
  Note(row.number, absl::StrCat("row ", row.number, " is not the one that was noted"));
}

// A changed row may be a whole one in another's place.
void ChainReader::FindMoved() {
  for (const Suspect& suspect : suspects_) {
    const auto was = std::find_if(vacant_.begin(), vacant_.end(), [&](int64_t number) {
      return LinkHash(suspect.previous_hash, number, suspect.content) == suspect.hash;
    });
    if (was == vacant_.end()) continue;
    faults_[suspect.fault].text =
        absl::StrCat(RowName(suspect.number, suspect.id), " was moved: it was row ", *was);
  }
}

}  // namespace boulevard::runtime::audit
