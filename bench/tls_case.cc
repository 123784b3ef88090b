#include "bench/tls_case.h"

#include "absl/strings/str_format.h"
#include "bench/load.h"
#include "bench/sample.h"
#include "tests/support/http/certificate.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

constexpr double kWanted = 0.8;

// A second all-in-one on the database of the first, which does nothing while that one is measured.
class TlsSite {
 public:
  explicit TlsSite(const tests::Site& site) : program_(OptionsFor(site)) { program_.Start(); }
  ~TlsSite() { program_.Stop(); }
  TlsSite(const TlsSite&) = delete;
  TlsSite& operator=(const TlsSite&) = delete;

  const std::string& address() const { return program_.endpoints().http; }

 private:
  static tests::Program::Options OptionsFor(const tests::Site& site) {
    const std::filesystem::path data = site.folder() / "tls";
    const tests::CertificateFiles files = tests::WriteCertificate(site.folder(), "site");
    return {.name = "boulevard",
            .arguments = {"serve", "--data-dir", data, "--database", site.database_url(),
                          "--token-public-key", site.folder() / "token-key.pub.pem", "--rate-limit", "0",
                          "--tls-certificate", files.certificate, "--tls-key", files.key},
            .endpoints_file = data / "endpoints.json",
            .output = site.folder() / "tls.log"};
  }

  tests::Program program_;
};

Measure PagesOver(Transport transport, const std::string& address, const Pages& pages,
                  const Options& options) {
  return [=, &pages, &options, next = size_t{0}](absl::Duration each) mutable {
    return LoadHttp(
        address, options.connections, each,
        [&](int) {
          const PageRequest& page = pages.requests[next++ % pages.requests.size()];
          return HttpRequest("GET", page.target, pages.token);
        },
        transport);
  };
}

}  // namespace

Line TlsAgainstPlain(DemoSite& demo, const Options& options) {
  const TlsSite tls(demo.site);
  const Comparison comparison =
      InTurns(PagesOver(Transport::kTls, tls.address(), demo.pages, options),
              PagesOver(Transport::kPlain, demo.site.endpoints().http, demo.pages, options), options.turns,
              options.each);
  const double ratio = comparison.RateRatio();
  return {.subject = "the same over TLS : without TLS",
          .measured = Describe(comparison.first),
          .against = Describe(comparison.second),
          .ratio = absl::StrFormat("%.2f", ratio),
          .wanted = absl::StrFormat("at least %.2f", kWanted),
          .enough = ratio >= kWanted};
}

}  // namespace boulevard::bench
