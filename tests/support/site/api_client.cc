#include "tests/support/site/api_client.h"

namespace boulevard::tests {

std::string Answer::Text(std::string_view member) const {
  const auto found = body.is_object() ? body.find(member) : body.end();
  return found != body.end() && found->is_string() ? found->get<std::string>() : "";
}

std::ostream& operator<<(std::ostream& out, const Answer& answer) {
  return out << answer.http.status << ' ' << answer.http.body;
}

Answer ApiClient::Get(const std::string& target) {
  const bool reused = connection_ != nullptr;
  Answer answer = Send("GET", target);
  // A server may close a connection that waits; a read can be sent again.
  return answer.status() == 0 && reused ? Send("GET", target) : answer;
}

Answer ApiClient::Post(const std::string& target, const Json& body, const std::string& idempotency_key) {
  return SendJson("POST", target, body, {"Idempotency-Key", idempotency_key});
}

Answer ApiClient::Patch(const std::string& target, const Json& body, const std::string& if_match) {
  return SendJson("PATCH", target, body, {"If-Match", if_match});
}

Answer ApiClient::PostTo(const std::string& target, const Json& body, const std::string& if_match) {
  return SendJson("POST", target, body, {"If-Match", if_match});
}

Answer ApiClient::SendJson(std::string_view method, const std::string& target, const Json& body,
                           const std::pair<std::string, std::string>& header) {
  Headers headers{{"Content-Type", "application/json"}};
  if (!header.second.empty()) headers.push_back(header);
  return Send(method, target, headers, body.dump());
}

Answer ApiClient::Send(std::string_view method, const std::string& target, const Headers& headers,
                       std::string_view body) {
  if (!connection_) connection_ = std::make_unique<HttpClient>(address_);
  Headers all = headers;
  if (!token_.empty()) all.emplace_back("Authorization", "Bearer " + token_);
  Answer answer;
  answer.http = connection_->Call(method, target, all, body);
  if (answer.http.status == 0 || answer.http.Header("connection") == "close") connection_.reset();
  answer.body = Json::parse(answer.http.body, nullptr, /*allow_exceptions=*/false);
  if (answer.body.is_discarded()) answer.body = nullptr;
  return answer;
}

}  // namespace boulevard::tests
