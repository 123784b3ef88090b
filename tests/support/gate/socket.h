#ifndef BOULEVARD_TESTS_SUPPORT_GATE_SOCKET_H_
#define BOULEVARD_TESTS_SUPPORT_GATE_SOCKET_H_

#include <string>
#include <utility>

namespace boulevard::tests {

// A socket that is closed with its owner. What cannot fail in a test ends the program when it does.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int number) : number_(number) {}
  Socket(Socket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Socket();

  // Bound to 127.0.0.1, and not listening. Two may share a port as long as one alone listens.
  static Socket Bound(int port);
  // Non-blocking; `target` is "127.0.0.1:3306" or the path of a Unix socket. Not open when nobody listens.
  static Socket Connected(const std::string& target);

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  int port() const;

  void Listen();
  // Its calls wait from now on.
  void Block();
  void Close() { Socket(std::exchange(number_, -1)); }
  // Closes with a reset instead of an orderly end.
  void Reset();
  // From now on the kernel drops every packet that comes in for this socket before it looks at it: to the
  // other side, the machine is gone. Needs no rights.
  void GoDeaf();
  void HearAgain();

 private:
  int number_ = -1;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_GATE_SOCKET_H_
