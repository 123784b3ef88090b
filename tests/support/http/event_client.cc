#include "tests/support/http/event_client.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace boulevard::tests {

HttpResponse EventClient::Open(const std::string& target,
                               std::vector<std::pair<std::string, std::string>> headers) {
  headers.emplace_back("Accept", "text/event-stream");
  if (!last_id_.empty()) headers.emplace_back("Last-Event-ID", last_id_);
  received_.clear();
  ended_ = false;
  return http_.Call("GET", target, headers);
}

// What stands before the next empty line.
std::optional<std::string> EventClient::Block() {
  size_t end;
  while ((end = received_.find("\n\n")) == std::string::npos) {
    std::optional<std::string> chunk = http_.ReceiveChunk();
    ended_ = chunk && chunk->empty();
    if (!chunk || ended_) return std::nullopt;
    received_ += *chunk;
  }
  std::string block = received_.substr(0, end);
  received_.erase(0, end + 2);
  return block;
}

std::optional<Event> EventClient::Next() {
  while (const std::optional<std::string> block = Block()) {
    Event event;
    for (const std::string& line : std::vector<std::string>(absl::StrSplit(*block, '\n'))) {
      if (absl::StartsWith(line, ":")) ++comments_;
      const std::pair<std::string, std::string> field = absl::StrSplit(line, absl::MaxSplits(": ", 1));
      if (field.first == "id") event.id = last_id_ = field.second;
      if (field.first == "event") event.name = field.second;
      if (field.first == "data") event.data = field.second;
    }
    if (!event.data.empty()) return event;
  }
  return std::nullopt;
}

}  // namespace boulevard::tests
