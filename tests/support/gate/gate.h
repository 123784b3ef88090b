#ifndef BOULEVARD_TESTS_SUPPORT_GATE_GATE_H_
#define BOULEVARD_TESTS_SUPPORT_GATE_GATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "tests/support/gate/link.h"
#include "tests/support/gate/socket.h"

namespace boulevard::tests {

// A TCP gate between two parts of a site: passes connections on to a server, and on command fails in the ways
// of programs, networks and machines. Each command has taken effect when it returns. Thread-safe.
class Gate {
 public:
  // `target` is "127.0.0.1:3306" or the path of a Unix socket. The gate listens at once; the target need not.
  explicit Gate(std::string target);
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  // "127.0.0.1:34567", the same for the gate's whole life.
  std::string address() const;

  // All is well: what was stalled goes on, new connections pass. What has vanished stays so.
  void Pass();
  // A program that hangs: connections are taken, old ones stay open, nothing passes.
  void Stall();
  // The same for the connections that are open now; new ones pass.
  void StallOpen();
  // A program that is not there: open connections are reset, new ones refused.
  void Refuse();
  // A server that is none: its answers, on old connections and new ones, have other bytes.
  void Garble();
  // Open connections are reset; new ones pass.
  void Cut();
  // A machine without power, or a firewall that forgot: no packet is answered any more, nothing is closed.
  void Vanish();
  // The same for the connections that are open now; new ones pass.
  void VanishOpen();
  // The next connection whose client sends `text`, and has sent `mark`, is reset, before the server sees the
  // text or after the server has answered it.
  void CutBefore(const std::string& text, const std::string& mark = "") {
    Await({.text = text, .mark = mark, .action = Trigger::Action::kCutBefore});
  }
  void CutAfter(const std::string& text, const std::string& mark = "") {
    Await({.text = text, .mark = mark, .action = Trigger::Action::kCutAfter});
  }

  // Connections that are open now, without those that vanished.
  int open() const;
  // Connections taken so far.
  int taken() const;
  // Bytes that clients have sent into stalled connections.
  size_t held_bytes() const;
  // Whether the text of CutBefore or CutAfter has come.
  bool triggered() const;

 private:
  enum class Mode { kPass, kStall, kRefuse, kVanish, kGarble };

  void Await(Trigger trigger);
  void SetMode(Mode mode) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void VanishLinks() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void CutLinks() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Listen() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Take() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Run();

  const std::string target_;
  const Socket port_holder_;  // keeps the port while nobody listens on it
  const int epoll_;
  const Socket stop_;
  mutable absl::Mutex mutex_;
  Mode mode_ ABSL_GUARDED_BY(mutex_) = Mode::kPass;
  Socket listener_ ABSL_GUARDED_BY(mutex_);
  std::map<uint64_t, std::unique_ptr<Link>> links_ ABSL_GUARDED_BY(mutex_);
  std::map<uint64_t, std::unique_ptr<Link>> vanished_ ABSL_GUARDED_BY(mutex_);
  uint64_t next_id_ ABSL_GUARDED_BY(mutex_) = 1;
  Trigger trigger_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_GATE_GATE_H_
