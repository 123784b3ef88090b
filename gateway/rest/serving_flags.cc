#include "gateway/rest/serving_flags.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::config::AddFlag;

constexpr double kLongestSeconds = 3600;
constexpr size_t kMostBytes = size_t{1} << 30;

CLI::Validator IsOrigin() {
  return {[](const std::string& text) {
            return Cors::IsOrigin(text) ? std::string()
                                        : "\"" + text + "\" is no origin: give https://host, without a path";
          },
          "ORIGIN"};
}

void AddTls(CLI::App& app, Serving& serving) {
  CLI::Option* certificate = AddFlag(app, "--tls-certificate", serving.tls_certificate,
                                     "PEM file: serve https with this certificate");
  CLI::Option* key = AddFlag(app, "--tls-key", serving.tls_key, "PEM file: its key");
  certificate->needs(key);
  key->needs(certificate);
}

void AddLimits(CLI::App& app, Serving& serving) {
  AddFlag(app, "--max-header-bytes", serving.max_header_bytes, "Of a request's head")
      ->check(CLI::Range(size_t{1024}, size_t{1024 * 1024}));
  AddFlag(app, "--max-body-bytes", serving.max_body_bytes, "Of a request's body")
      ->check(CLI::Range(size_t{0}, kMostBytes));
  AddFlag(app, "--max-connections", serving.max_connections, "Open at once")->check(CLI::Range(1, 1'000'000));
  AddFlag(app, "--max-connections-per-client", serving.max_connections_per_client,
          "Of one IPv4 address or IPv6 /64; 0: no limit")
      ->check(CLI::Range(0, 1'000'000));
  AddFlag(app, "--rate-limit", serving.requests_per_second,
          "Requests per second of one token, and of one client without; 0: no limit")
      ->check(CLI::Range(0.0, 1e6));
  AddFlag(app, "--rate-burst", serving.burst, "Requests at once after a pause")
      ->check(CLI::Range(1, 1'000'000));
}

void AddTimes(CLI::App& app, Serving& serving) {
  const CLI::Range seconds(0.001, kLongestSeconds);
  AddFlag(app, "--header-timeout", serving.header_seconds, "Seconds for a request's head")->check(seconds);
  AddFlag(app, "--transfer-timeout", serving.transfer_seconds,
          "Seconds for a body or an answer, beside those it takes at 4 kB/s")
      ->check(seconds);
  AddFlag(app, "--idle-timeout", serving.idle_seconds, "Seconds between two requests")->check(seconds);
  AddFlag(app, "--drain-timeout", serving.drain_seconds, "Seconds for requests under way at the end")
      ->check(CLI::Range(0.0, kLongestSeconds));
}

void AddEventStreams(CLI::App& app, Serving& serving) {
  AddFlag(app, "--max-event-streams", serving.max_event_streams, "Streams of events open at once")
      ->check(CLI::Range(1, 1'000'000));
  AddFlag(app, "--max-event-streams-per-token", serving.max_event_streams_per_token,
          "Streams of events of one token; 0: no limit")
      ->check(CLI::Range(0, 1'000'000));
  AddFlag(app, "--event-heartbeat", serving.heartbeat_seconds,
          "Seconds without an event before a sign of life is sent")
      ->check(CLI::Range(0.001, kLongestSeconds));
}

CLI::Validator IsUrl() {
  return {[](const std::string& text) {
            const bool is_url = text.starts_with("https://") || text.starts_with("http://");
            return is_url ? std::string() : "\"" + text + "\" is no URL: give https://host";
          },
          "URL"};
}

void AddPublished(CLI::App& app, PublishedOptions& published) {
  AddFlag(app, "--docs-dir", published.docs_dir,
          "Folder with the pages of the reference at /docs; none without")
      ->check(CLI::ExistingDirectory);
  AddFlag(app, "--public-url", published.document.public_url,
          "How partners reach this site, for the OpenAPI document; without it: where they read that")
      ->check(IsUrl());
  AddFlag(app, "--public-issuer", published.document.oidc_issuer,
          "OpenID provider that gives partners their tokens, for the OpenAPI document")
      ->check(IsUrl());
  AddFlag(app, "--contact-name", published.document.contact_name,
          "Whom partners ask, in the OpenAPI document");
  AddFlag(app, "--contact-email", published.document.contact_email, "Their address");
  AddFlag(app, "--contact-url", published.document.contact_url, "Their page")->check(IsUrl());
}

}  // namespace

void AddServingFlags(CLI::App& app, Serving& serving) {
  AddTls(app, serving);
  AddLimits(app, serving);
  AddTimes(app, serving);
  AddEventStreams(app, serving);
  AddFlag(app, "--cors-origin", serving.cors_origins,
          "Lets pages of this origin use the API; may be repeated; * lets all")
      ->check(IsOrigin());
  AddFlag(app, "--compress-from", serving.compress_from_bytes,
          "Compress answers of so many bytes for who wants that; 0: never")
      ->check(CLI::Range(size_t{0}, kMostBytes));
  AddPublished(app, serving.published);
}

}  // namespace boulevard::gateway::rest
