#include "services/runtime/webhooks/poster.h"

#include <sys/socket.h>

#include <cstdlib>
#include <map>
#include <utility>

#include <curl/curl.h>

#include "services/runtime/auth/crypto.h"
#include "services/runtime/webhooks/address_guard.h"

namespace boulevard::runtime::webhooks {
namespace {

// Whoever answers with more is not read to the end.
constexpr size_t kMostAnswerBytes = 64 * 1024;
constexpr long kKeptConnections = 32;  // NOLINT(google-runtime-int): libcurl's type

using Easy = std::unique_ptr<CURL, Free<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Free<curl_multi_cleanup>>;
using List = std::unique_ptr<curl_slist, Free<curl_slist_free_all>>;

struct Transfer {
  Uuid id;
  Post post;
  bool allow_private = false;
  bool refused_address = false;
  size_t received = 0;
  List headers;
  Easy curl;
};

size_t Receive(char*, size_t size, size_t count, void* user) {
  size_t& received = static_cast<Transfer*>(user)->received;
  received += size * count;
  return received > kMostAnswerBytes ? CURL_WRITEFUNC_ERROR : size * count;
}

curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.allow_private && !IsPublic(address->addr)) {
    transfer.refused_address = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Trouble TroubleOf(CURLcode code, const Transfer& transfer) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return Trouble::kNotResolved;
    case CURLE_COULDNT_CONNECT:
      return transfer.refused_address ? Trouble::kAddressNotAllowed : Trouble::kNotConnected;
    case CURLE_OPERATION_TIMEDOUT:
      return Trouble::kTimedOut;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return Trouble::kTls;
    default:
      return Trouble::kNoAnswer;
  }
}

void SetSecurity(CURL* curl, const PostOptions& options, Transfer& transfer) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  // Else the environment decides, and the address that is looked at would be a proxy's.
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (options.ca_file.empty()) return;
  curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
}

void SetRequest(CURL* curl, const PostOptions& options, Transfer& transfer) {
  curl_easy_setopt(curl, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(curl, CURLOPT_URL, transfer.post.url.c_str());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, transfer.post.body.data());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.post.body.size()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer.headers.get());
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "boulevard/" BOULEVARD_VERSION);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, absl::ToInt64Milliseconds(options.connect_timeout));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, absl::ToInt64Milliseconds(options.timeout));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
}

}  // namespace

class Poster::Impl {
 public:
  explicit Impl(PostOptions options) : options_(std::move(options)) {
    static const CURLcode global = curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_.reset(curl_multi_init());
    // Only without memory.
    if (global != CURLE_OK || multi_ == nullptr) std::abort();
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kKeptConnections);
  }
  ~Impl() {
    for (const auto& [curl, transfer] : transfers_) curl_multi_remove_handle(multi_.get(), curl);
  }

  void Begin(const Uuid& id, Post post) {
    auto transfer = std::make_unique<Transfer>();
    transfer->id = id;
    transfer->post = std::move(post);
    transfer->allow_private = options_.allow_private;
    AddHeader("Content-Type: application/json", *transfer);
    for (const std::string& header : transfer->post.headers) AddHeader(header, *transfer);
    transfer->curl.reset(curl_easy_init());
    CURL* const curl = transfer->curl.get();
    if (curl == nullptr) std::abort();
    SetSecurity(curl, options_, *transfer);
    SetRequest(curl, options_, *transfer);
    curl_multi_add_handle(multi_.get(), curl);
    transfers_[curl] = std::move(transfer);
  }

  std::vector<Posted> Wait(absl::Duration most) {
    std::vector<Posted> ended = Perform();
    if (!ended.empty() || transfers_.empty()) return ended;
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(absl::ToInt64Milliseconds(most)), nullptr);
    return Perform();
  }

  size_t under_way() const { return transfers_.size(); }

 private:
  static void AddHeader(const std::string& header, Transfer& transfer) {
    curl_slist* const longer = curl_slist_append(transfer.headers.release(), header.c_str());
    if (longer == nullptr) std::abort();
    transfer.headers.reset(longer);
  }

  std::vector<Posted> Perform() {
    int running = 0, left = 0;
    curl_multi_perform(multi_.get(), &running);
    std::vector<Posted> ended;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg == CURLMSG_DONE) ended.push_back(End(message->easy_handle, message->data.result));
    }
    return ended;
  }

  Posted End(CURL* curl, CURLcode code) {
    const auto found = transfers_.find(curl);
    const Transfer& transfer = *found->second;
    long status = 0;  // NOLINT(google-runtime-int): libcurl's type
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    Posted posted{.id = transfer.id};
    // Whoever said a status and then too much did answer.
    if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0)) {
      posted.status = static_cast<int>(status);
    } else {
      posted.trouble = TroubleOf(code, transfer);
    }
    curl_multi_remove_handle(multi_.get(), curl);
    transfers_.erase(found);
    return posted;
  }

  const PostOptions options_;
  Multi multi_;
  std::map<CURL*, std::unique_ptr<Transfer>> transfers_;
};

Poster::Poster(PostOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Poster::~Poster() = default;

void Poster::Begin(const Uuid& id, Post post) {
  impl_->Begin(id, std::move(post));
}

std::vector<Posted> Poster::Wait(absl::Duration most) {
  return impl_->Wait(most);
}

size_t Poster::under_way() const {
  return impl_->under_way();
}

}  // namespace boulevard::runtime::webhooks
