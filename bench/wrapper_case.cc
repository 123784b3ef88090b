#include "bench/wrapper_case.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/blocking_counter.h"
#include "bench/load.h"
#include "bench/sample.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/worker_pool.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::bench {
namespace {

using placements::v1::ListAvailablePlacesRequest;
using placements::v1::ListAvailablePlacesResponse;
using runtime::rpc::WorkerPool;

constexpr char kMethod[] = "boulevard.placements.v1.AvailabilityService.ListAvailablePlaces";
constexpr int kBatch = 8;
constexpr int kBatches = 20'000;

// Of this process, all threads.
double CpuMicroseconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

// Of another one, as /proc/PID/stat counts it.
double CpuMicroseconds(pid_t process) {
  std::ifstream file(absl::StrCat("/proc/", process, "/stat"));
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  // The name, in parentheses, may have spaces; user and system time are the 12th and 13th words after it.
  const std::vector<std::string> words = absl::StrSplit(text.substr(text.rfind(')') + 2), ' ');
  const double ticks = std::stod(words.at(11)) + std::stod(words.at(12));
  return ticks * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// CPU of one call, when `start` begins one and calls back at its end.
double PerCall(const std::function<void(std::function<void()>)>& start) {
  const double before = CpuMicroseconds();
  for (int i = 0; i < kBatches; ++i) {
    absl::BlockingCounter left(kBatch);
    for (int j = 0; j < kBatch; ++j) start([&left] { left.DecrementCount(); });
    left.Wait();
  }
  return (CpuMicroseconds() - before) / (kBatch * kBatches);
}

ListAvailablePlacesRequest Request() {
  ListAvailablePlacesRequest request;
  request.set_programme_id("co-living");
  request.set_page_size(50);
  return request;
}

// A handler that does nothing, behind all that the dispatcher does for it.
class Wrapped {
 public:
  Wrapped() : signer_(*runtime::TokenSigner::Open(folder_.path() / "token.pem")) {
    (void)verifier_.AddPublicKey(signer_.PublicKeyPem());
    runtime::rpc::Handlers handlers;
    handlers.Bind<ListAvailablePlacesRequest, ListAvailablePlacesResponse>(
        kMethod, [](const runtime::CallContext&, const ListAvailablePlacesRequest&) {
          return absl::StatusOr<ListAvailablePlacesResponse>(ListAvailablePlacesResponse());
        });
    dispatcher_.emplace(std::move(handlers), verifier_, runtime::Clock::System(), metrics_);
    token_ =
        signer_.Sign({.subject = "bench", .role = runtime::Role::kCoordinator}, absl::Now(), absl::Hours(1));
  }

  double Measure() {
    const auto& method = *ListAvailablePlacesRequest::descriptor()->file()->service(0)->FindMethodByName(
        "ListAvailablePlaces");
    return PerCall([&](std::function<void()> done) {
      runtime::CallContext context;
      context.bearer_token = token_;
      context.trace_id = "0af7651916cd43dd8448eb211c80319c";
      dispatcher_->Call(method, std::move(context), std::make_unique<ListAvailablePlacesRequest>(Request()),
                        [done = std::move(done)](const auto&) { done(); });
    });
  }

 private:
  const tests::TemporaryFolder folder_;
  const runtime::TokenSigner signer_;
  runtime::TokenVerifier verifier_{runtime::Clock::System()};
  runtime::Registry metrics_;
  std::optional<runtime::rpc::Dispatcher> dispatcher_;
  std::string token_;
};

// The same without: what making the messages and handing the call to a worker costs is none of the wrapper's.
double MeasureBare() {
  runtime::Registry metrics;
  WorkerPool pool(8, 64, runtime::Clock::System(), metrics.Gauge("queue", "Waiting."));
  return PerCall([&](std::function<void()> done) {
    auto request = std::make_unique<ListAvailablePlacesRequest>(Request());
    WorkerPool::Task task = [request = std::move(request), done = std::move(done)](WorkerPool::Turn) {
      const auto response = std::make_unique<ListAvailablePlacesResponse>();
      done();
    };
    (void)pool.Offer(task);
  });
}

double MeasureQuery(DemoSite& demo, const Options& options) {
  const pid_t program = demo.site.all_in_one().process().pid();
  const std::vector<PageRequest>& requests = demo.pages.requests;
  size_t next = 0;
  const double before = CpuMicroseconds(program);
  const Sample sample = LoadHttp(demo.site.endpoints().http, options.connections, options.each, [&](int) {
    return HttpRequest("GET", requests[next++ % requests.size()].target, demo.pages.token);
  });
  return (CpuMicroseconds(program) - before) / static_cast<double>(sample.done);
}

}  // namespace

Line WrapperAgainstQuery(DemoSite& demo, const Options& options) {
  runtime::log::Start("boulevard-bench", "/dev/null");
  Wrapped wrapped;
  std::vector<double> wrappers, queries;
  for (int turn = 0; turn < options.turns; ++turn) {
    wrappers.push_back(wrapped.Measure() - MeasureBare());
    queries.push_back(MeasureQuery(demo, options));
  }
  const double wrapper = Median(wrappers), query = Median(queries);
  return {.subject = "token check, rules, metrics and log : the partners' query, CPU of the program",
          .measured = absl::StrFormat("%.1f us", wrapper),
          .against = absl::StrFormat("%.0f us", query),
          .ratio = absl::StrFormat("%.3f", wrapper / query),
          .wanted = "below 0.10",
          .enough = wrapper / query < 0.1};
}

}  // namespace boulevard::bench
