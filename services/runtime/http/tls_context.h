#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_TLS_CONTEXT_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_TLS_CONTEXT_H_

#include <memory>

#include <openssl/ssl.h>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/http/server.h"
#include "services/runtime/http/stream.h"

namespace boulevard::runtime::http {

// What a server needs to speak TLS 1.2 and 1.3: its certificate and key, and what it agrees to. Thread-safe.
class TlsContext {
 public:
  // Reads both files. A sentence that names the file when one cannot be read or is no PEM, or when the two do
  // not belong together.
  static absl::StatusOr<std::unique_ptr<TlsContext>> Load(const TlsFiles& files);

  // Reads both files again, for connections from now on. When they are at fault, the old ones stay in use.
  absl::Status Reload();

  // Whether the files are others than those read last, also when they were at fault.
  bool FilesHaveChanged() const;

  // When the certificate in use ends.
  absl::Time ExpiresAt() const;

  // A new connection's stream over that socket.
  std::unique_ptr<Stream> MakeStream(int socket) const;

 private:
  struct Loaded;
  explicit TlsContext(TlsFiles files) : files_(std::move(files)) {}
  std::shared_ptr<const Loaded> Current() const;

  const TlsFiles files_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Loaded> loaded_ ABSL_GUARDED_BY(mutex_);
  std::string fingerprint_ ABSL_GUARDED_BY(mutex_);  // of the files when last read
};

// A server's stream; `context` is kept as long as needed.
std::unique_ptr<Stream> MakeTlsStream(SSL_CTX& context, int socket);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_TLS_CONTEXT_H_
