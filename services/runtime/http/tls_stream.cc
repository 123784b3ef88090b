#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include <openssl/err.h>

#include "services/runtime/http/tls_context.h"

namespace boulevard::runtime::http {
namespace {

// The most that one TLS record carries.
constexpr size_t kRecordBytes = 16 * 1024;

// The bytes of one record out of two parts: a record each would cost another call of the system.
std::string_view NextRecord(std::string_view first, std::string_view second) {
  if (first.empty()) return second.substr(0, kRecordBytes);
  if (second.empty() || first.size() >= kRecordBytes) return first.substr(0, kRecordBytes);
  thread_local std::array<char, kRecordBytes> record;
  const size_t more = std::min(second.size(), kRecordBytes - first.size());
  std::memcpy(record.data(), first.data(), first.size());
  std::memcpy(record.data() + first.size(), second.data(), more);
  return {record.data(), first.size() + more};
}

class TlsStream final : public Stream {
 public:
  TlsStream(SSL* ssl, int socket) : ssl_(ssl), socket_(socket) {}
  ~TlsStream() override {
    // Without it the other side cannot tell the end from a cut. Its own is not waited for.
    SayGoodbye();
    SSL_free(ssl_);
  }
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  Step Handshake() override {
    return Outcome([this] { return SSL_accept(ssl_); });
  }

  Transfer Read(std::span<char> into) override {
    Transfer transfer;
    transfer.step = Outcome([&] { return SSL_read_ex(ssl_, into.data(), into.size(), &transfer.bytes); });
    return transfer;
  }

  Step Peek() override {
    char byte = 0;
    return Outcome([&] { return SSL_peek(ssl_, &byte, 1); });
  }

  bool HasPending() const override { return SSL_has_pending(ssl_) == 1; }

  Transfer Write(std::string_view first, std::string_view second) override {
    const std::string_view record = NextRecord(first, second);
    Transfer transfer;
    transfer.step =
        Outcome([&] { return SSL_write_ex(ssl_, record.data(), record.size(), &transfer.bytes); });
    return transfer;
  }

  void FinishSending() override {
    SayGoodbye();
    shutdown(socket_, SHUT_WR);
  }

 private:
  template <typename Operation>
  Step Outcome(Operation operation) {
    // The queue is the thread's: what another connection left there would be taken for ours.
    ERR_clear_error();
    const int result = operation();
    if (result > 0) return Step::kDone;
    switch (SSL_get_error(ssl_, result)) {
      case SSL_ERROR_WANT_READ:
        return Step::kAwaitRead;
      case SSL_ERROR_WANT_WRITE:
        return Step::kAwaitWrite;
      default:
        broken_ = true;
        return Step::kEnd;
    }
  }

  void SayGoodbye() {
    // OpenSSL forbids it in the middle of a handshake and after an error.
    if (broken_ || SSL_is_init_finished(ssl_) == 0) return;
    ERR_clear_error();
    if (SSL_shutdown(ssl_) < 0) broken_ = true;
  }

  SSL* const ssl_;
  const int socket_;
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Stream> MakeTlsStream(SSL_CTX& context, int socket) {
  SSL* const ssl = SSL_new(&context);
  if (ssl == nullptr) throw std::bad_alloc();
  SSL_set_fd(ssl, socket);
  SSL_set_accept_state(ssl);
  return std::make_unique<TlsStream>(ssl, socket);
}

}  // namespace boulevard::runtime::http
