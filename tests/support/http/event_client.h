#ifndef BOULEVARD_TESTS_SUPPORT_HTTP_EVENT_CLIENT_H_
#define BOULEVARD_TESTS_SUPPORT_HTTP_EVENT_CLIENT_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/http/http_client.h"

namespace boulevard::tests {

// One event as a reader of Server-Sent Events gets it.
struct Event {
  std::string id;    // empty: it had none
  std::string name;  // empty: it had none
  std::string data;
};

// Listens to a stream of Server-Sent Events, as a program would; for tests. It remembers the last id, as the
// standard asks.
class EventClient {
 public:
  // One that goes on after the event `last_id`, when it is not empty.
  explicit EventClient(const std::string& address, std::string last_id = "")
      : http_(address), last_id_(std::move(last_id)) {}
  EventClient(const std::string& address, const ClientTls& tls) : http_(address, tls) {}

  // Opens the stream; gives the head of the answer, and the whole of it when it is no stream.
  HttpResponse Open(const std::string& target, std::vector<std::pair<std::string, std::string>> headers);
  // Waits for the next event; nothing when the body has ended, or was cut.
  std::optional<Event> Next();
  // Whether Next saw a proper end of the body.
  bool ended() const { return ended_; }

  const std::string& last_id() const { return last_id_; }
  int comments() const { return comments_; }  // heartbeats so far
  HttpClient& http() { return http_; }

 private:
  std::optional<std::string> Block();

  HttpClient http_;
  std::string received_;
  std::string last_id_;
  int comments_ = 0;
  bool ended_ = false;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_HTTP_EVENT_CLIENT_H_
