#ifndef BOULEVARD_TESTS_SUPPORT_SITE_API_CLIENT_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_API_CLIENT_H_

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/http/http_client.h"

namespace boulevard::tests {

using Json = nlohmann::json;

struct Answer {
  HttpResponse http;
  Json body;  // null when there was none, or it is no JSON

  int status() const { return http.status; }  // 0: no answer came
  bool Ok() const { return http.status == 200 || http.status == 201; }
  // The member of that name as text, empty when there is none: for ids and words.
  std::string Text(std::string_view member) const;
};
std::ostream& operator<<(std::ostream& out, const Answer& answer);

// Calls the REST side of a site as one token's bearer, over one connection that is opened when needed. What
// it sends at most once: a write without an answer may have happened. Not thread-safe.
class ApiClient {
 public:
  using Headers = std::vector<std::pair<std::string, std::string>>;

  // `token` may be empty: none is sent then.
  ApiClient(std::string address, std::string token)
      : address_(std::move(address)), token_(std::move(token)) {}

  // `target` is the path, with its query.
  Answer Get(const std::string& target);
  Answer Post(const std::string& target, const Json& body = Json::object(),
              const std::string& idempotency_key = "");
  // Whatever version is there, unless `if_match` names one; empty: the header is not sent.
  Answer Patch(const std::string& target, const Json& body, const std::string& if_match = "*");
  // The same of a POST that changes a version.
  Answer PostTo(const std::string& target, const Json& body = Json::object(),
                const std::string& if_match = "*");
  // Anything else: the body as given, no Content-Type unless among the headers.
  Answer Send(std::string_view method, const std::string& target, const Headers& headers = {},
              std::string_view body = {});

  const std::string& token() const { return token_; }

 private:
  // A header without a value is not sent.
  Answer SendJson(std::string_view method, const std::string& target, const Json& body,
                  const std::pair<std::string, std::string>& header);

  std::string address_;
  std::string token_;
  std::unique_ptr<HttpClient> connection_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_API_CLIENT_H_
