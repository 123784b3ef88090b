#include "services/runtime/http/tls_context.h"

#include <sys/stat.h>

#include <csignal>
#include <ctime>
#include <string>
#include <utility>

#include <openssl/err.h>
#include <openssl/x509.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::http {
namespace {

// What the Dutch NCSC's guidelines for TLS call good, and what browsers of the last ten years know. TLS 1.3
// has only good ones.
constexpr char kTls12Ciphers[] =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr char kGroups[] = "X25519:P-256:P-384";
constexpr unsigned char kSessionContext[] = "boulevard";
// As ALPN writes it: length, then name.
constexpr unsigned char kHttp11[] = "\x08http/1.1";
constexpr unsigned int kHttp11Bytes = sizeof(kHttp11) - 1;

int ChooseProtocol(SSL*, const unsigned char** chosen, unsigned char* chosen_bytes,
                   const unsigned char* offered, unsigned int offered_bytes, void*) {
  unsigned char* found = nullptr;
  const int outcome =
      SSL_select_next_proto(&found, chosen_bytes, kHttp11, kHttp11Bytes, offered, offered_bytes);
  *chosen = found;
  // RFC 7301 3.2: a client that speaks nothing we do is told so.
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// A key that wants a passphrase is no key for a server: without this, OpenSSL would ask for it on the
// terminal.
int NoPassphrase(char*, int, int, void*) {
  return -1;
}

void SetUp(SSL_CTX& context) {
  SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
  SSL_CTX_set_options(&context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_cipher_list(&context, kTls12Ciphers);
  SSL_CTX_set1_groups_list(&context, kGroups);
  SSL_CTX_set_alpn_select_cb(&context, ChooseProtocol, nullptr);
  SSL_CTX_set_default_passwd_cb(&context, NoPassphrase);
  // Sessions are resumed by tickets, which clients keep; the cache would be ours to keep.
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_session_id_context(&context, kSessionContext, sizeof(kSessionContext) - 1);
  // An idle connection gives its buffers back; one read of the system for many small reads of ours; and a
  // write that is tried again may come from elsewhere in memory.
  SSL_CTX_set_mode(&context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(&context, 1);
}

bool CanRead(const std::string& file) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> opened(BIO_new_file(file.c_str(), "r"), &BIO_free);
  return opened != nullptr;
}

absl::Status Fault(std::string_view what, const std::string& file, std::string_view fault) {
  return absl::FailedPreconditionError(absl::StrCat(AbslView(what), " ", file, " ", AbslView(fault)));
}

absl::Status UseFiles(SSL_CTX& context, const TlsFiles& files) {
  constexpr std::string_view kCertificate = "the TLS certificate file";
  constexpr std::string_view kKey = "the TLS key file";
  ERR_clear_error();
  if (!CanRead(files.certificate)) return Fault(kCertificate, files.certificate, "cannot be read");
  if (!CanRead(files.key)) return Fault(kKey, files.key, "cannot be read");
  if (SSL_CTX_use_certificate_chain_file(&context, files.certificate.c_str()) != 1) {
    return Fault(kCertificate, files.certificate, "holds no certificate in PEM that can be used");
  }
  if (SSL_CTX_use_PrivateKey_file(&context, files.key.c_str(), SSL_FILETYPE_PEM) == 1)
    return absl::OkStatus();
  const bool mismatch = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH ||
                        ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_TYPE_MISMATCH;
  if (!mismatch) return Fault(kKey, files.key, "holds no private key in PEM without a passphrase");
  return Fault(kKey, files.key,
               absl::StrCat("holds the key of another certificate than that in ", files.certificate));
}

// Changes when a file is written or replaced, also behind a symbolic link.
std::string FingerprintOf(const TlsFiles& files) {
  std::string fingerprint;
  for (const std::string& file : {files.certificate, files.key}) {
    struct stat found {};
    if (stat(file.c_str(), &found) != 0) found = {};
    absl::StrAppend(&fingerprint, found.st_dev, ":", found.st_ino, ":", found.st_size, ":",
                    absl::ToUnixNanos(absl::TimeFromTimespec(found.st_mtim)), " ");
  }
  return fingerprint;
}

absl::Time EndOf(const SSL_CTX& context) {
  std::tm end{};
  ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(&context)), &end);
  return absl::FromTM(end, absl::UTCTimeZone());
}

}  // namespace

struct TlsContext::Loaded {
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_server_method()), &SSL_CTX_free};
};

absl::StatusOr<std::unique_ptr<TlsContext>> TlsContext::Load(const TlsFiles& files) {
  // OpenSSL writes to sockets in a way that raises it when the other side has gone.
  std::signal(SIGPIPE, SIG_IGN);
  std::unique_ptr<TlsContext> context(new TlsContext(files));
  RETURN_IF_ERROR(context->Reload());
  return context;
}

absl::Status TlsContext::Reload() {
  // Taken first: files that change while they are read are read again.
  std::string fingerprint = FingerprintOf(files_);
  auto loaded = std::make_shared<Loaded>();
  SetUp(*loaded->context);
  absl::Status used = UseFiles(*loaded->context, files_);
  ERR_clear_error();
  absl::MutexLock lock(&mutex_);
  fingerprint_ = std::move(fingerprint);
  if (used.ok()) loaded_ = std::move(loaded);
  return used;
}

bool TlsContext::FilesHaveChanged() const {
  const std::string now = FingerprintOf(files_);
  absl::MutexLock lock(&mutex_);
  return now != fingerprint_;
}

absl::Time TlsContext::ExpiresAt() const {
  return EndOf(*Current()->context);
}

std::unique_ptr<Stream> TlsContext::MakeStream(int socket) const {
  return MakeTlsStream(*Current()->context, socket);
}

std::shared_ptr<const TlsContext::Loaded> TlsContext::Current() const {
  absl::MutexLock lock(&mutex_);
  return loaded_;
}

}  // namespace boulevard::runtime::http
