#ifndef BOULEVARD_TESTS_SUPPORT_GATE_LINK_H_
#define BOULEVARD_TESTS_SUPPORT_GATE_LINK_H_

#include <cstdint>
#include <string>

#include "tests/support/gate/socket.h"

namespace boulevard::tests {

// What happens when a client sends a certain text; once.
struct Trigger {
  enum class Action {
    kCutBefore,  // the server never sees the text; the connection is reset
    kCutAfter,   // the server gets the text and answers, the client gets a reset instead of the answer
  };
  std::string text;  // empty: nothing is waited for
  std::string mark;  // when given: only on a connection whose client has sent this before
  Action action = Action::kCutBefore;
};

// One client's connection through the gate and its counterpart to the server. Not thread-safe.
class Link {
 public:
  enum class End { kClient, kServer };

  // Registers both ends with `epoll`: the client's events are of twice `id`, the server's of one more.
  Link(Socket client, Socket server, int epoll, uint64_t id);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  // Forwards what has come in at that end and can go out. False when the link is over: it can go.
  bool Forward(End end, uint32_t events, Trigger& trigger);

  // Forwards nothing until Resume; the ends stay open.
  void Stall();
  void Resume();
  // What the server sends from here on reaches the client with other bytes.
  void Garble() { garbled_ = true; }
  // Both sides find the other one gone without a word. For ever.
  void Vanish();
  void Reset();

  // What the client has sent and the gate has not taken.
  size_t held_bytes() const;

 private:
  struct Half {
    Socket socket;
    std::string unsent;     // towards this end
    bool finished = false;  // no more comes from this end
  };

  Half& half(End end) { return end == End::kClient ? client_ : server_; }
  bool Receive(End from, Trigger& trigger);
  bool Flush(Half& to, const Half& from);
  // Whether the bytes may pass.
  bool Obey(End from, const std::string& bytes, Trigger& trigger);
  void Watch();

  Half client_;
  Half server_;
  const int epoll_;
  const uint64_t id_;
  bool held_ = false;  // stalled or vanished
  bool gone_ = false;  // vanished
  bool garbled_ = false;
  bool marked_ = false;
  bool cut_at_answer_ = false;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_GATE_LINK_H_
