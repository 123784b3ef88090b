#include "services/runtime/rpc/dispatcher.h"

#include <algorithm>
#include <exception>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/bound_method.h"
#include "services/runtime/rpc/random_hex.h"
#include "services/runtime/rpc/worker_pool.h"
#include "services/runtime/rules/field_plan.h"
#include "services/runtime/rules/field_rules.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr size_t kIncidentDigits = 16;
// A queue of the default length is worked off well within this.
constexpr absl::Duration kRetryWhenFull = absl::Seconds(1);

struct Method {
  Method(const MethodDescriptor& descriptor, const Handlers::Untyped& its_handler, Registry& metrics)
      : bound(descriptor, metrics), handler(its_handler) {}
  BoundMethod bound;
  const Handlers::Untyped& handler;
};

struct Job {
  Method& method;
  CallContext context;
  MessagePtr request;
  Done done;
  absl::Time arrived;
  std::string_view role;  // known once the token is
};

absl::Status QueueFull() {
  return WithDetails(absl::ResourceExhaustedError("too many calls wait already"),
                     {.retry_after = kRetryWhenFull});
}

// Errors that tell of a fault of ours, and nothing that the caller could act on.
bool IsUnexpected(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

absl::StatusOr<MessagePtr> RunGuarded(const Handlers::Untyped& handler, const CallContext& context,
                                      const Message& request) {
  try {
    return handler(context, request);
  } catch (const std::exception& exception) {
    return absl::InternalError(absl::StrCat("exception: ", exception.what()));
  } catch (...) {
    return absl::InternalError("exception of an unknown kind");
  }
}

}  // namespace

class Dispatcher::Impl {
 public:
  Impl(Handlers handlers, const TokenVerifier& verifier, const Clock& clock, Registry& metrics,
       const DispatcherOptions& options)
      : handlers_(std::move(handlers)),
        verifier_(verifier),
        clock_(clock),
        options_(options),
        pool_(options.workers, options.queue,
              metrics.Gauge("boulevard_rpc_queue_length", "Calls that wait for a worker.")) {
    metrics.Gauge("boulevard_rpc_queue_capacity", "Calls that may wait for a worker.").Set(options.queue);
    for (const MethodDescriptor* method : handlers_.Methods()) {
      methods_.emplace(method, std::make_unique<Method>(*method, *handlers_.Find(*method), metrics));
      rules::PlanOf(*method->input_type());
    }
  }

  void Call(const MethodDescriptor& method, CallContext context, MessagePtr request, Done done) {
    const auto found = methods_.find(&method);
    if (found == methods_.end()) {
      std::move(done)(absl::UnimplementedError(absl::StrCat(method.full_name(), " is not served here")));
      return;
    }
    const absl::Time now = clock_.Now();
    context.deadline = context.deadline == absl::InfiniteFuture()
                           ? now + options_.default_deadline
                           : std::min(context.deadline, now + options_.longest_deadline);
    auto owned = std::make_unique<Job>(
        Job{*found->second, std::move(context), std::move(request), std::move(done), now, {}});
    Job& job = *owned;
    WorkerPool::Task task = [this, owned = std::move(owned)] { Answer(*owned, Execute(*owned)); };
    if (!pool_.Offer(task)) Answer(job, QueueFull());
  }

 private:
  absl::StatusOr<MessagePtr> Execute(Job& job) const {
    if (job.context.cancelled->load(std::memory_order_relaxed)) {
      return absl::CancelledError("the caller has gone");
    }
    if (clock_.Now() >= job.context.deadline) {
      return absl::DeadlineExceededError("the deadline passed before a worker was free");
    }
    ASSIGN_OR_RETURN(job.context.principal, verifier_.Verify(job.context.bearer_token));
    job.role = RoleName(job.context.principal.role);
    RETURN_IF_ERROR(job.method.bound.CheckRole(job.context.principal.role));
    if (job.request->GetDescriptor() != job.method.bound.descriptor().input_type()) {
      return absl::InternalError("the request has another type than the method");
    }
    RETURN_IF_ERROR(rules::CheckFieldRules(*job.request));
    return RunGuarded(job.method.handler, job.context, *job.request);
  }

  void Answer(Job& job, absl::StatusOr<MessagePtr> result) const {
    const absl::StatusCode code = result.status().code();
    const absl::Duration duration = clock_.Now() - job.arrived;
    job.method.bound.Observe(code, duration);
    if (IsUnexpected(code)) {
      result = LogIncident(job, result.status(), duration);
    } else {
      log::Info("rpc", {{"method", job.method.bound.name()},
                        {"code", absl::StatusCodeToString(code)},
                        {"duration_ms", absl::ToDoubleMilliseconds(duration)},
                        {"trace_id", job.context.trace_id},
                        {"role", job.role}});
    }
    std::move(job.done)(std::move(result));
  }

  // The cause goes to the log, the caller gets the name under which it is found there. A peer's incident
  // keeps its name, so that one search finds it in every service that it passed.
  static absl::Status LogIncident(const Job& job, const absl::Status& cause, absl::Duration duration) {
    std::string incident = DetailsOf(cause).incident_id;
    if (incident.empty()) incident = RandomHex(kIncidentDigits);
    log::Error("rpc", {{"method", job.method.bound.name()},
                       {"code", absl::StatusCodeToString(cause.code())},
                       {"duration_ms", absl::ToDoubleMilliseconds(duration)},
                       {"trace_id", job.context.trace_id},
                       {"role", job.role},
                       {"incident_id", incident},
                       {"cause", StdView(cause.message())}});
    return Internal(incident);
  }

  const Handlers handlers_;
  const TokenVerifier& verifier_;
  const Clock& clock_;
  const DispatcherOptions options_;
  absl::flat_hash_map<const MethodDescriptor*, std::unique_ptr<Method>> methods_;
  // Last, so that its workers are gone before what they use.
  WorkerPool pool_;
};

Dispatcher::Dispatcher(Handlers handlers, const TokenVerifier& verifier, const Clock& clock,
                       Registry& metrics, const DispatcherOptions& options)
    : impl_(std::make_unique<Impl>(std::move(handlers), verifier, clock, metrics, options)) {}
Dispatcher::~Dispatcher() = default;

void Dispatcher::Call(const MethodDescriptor& method, CallContext context, MessagePtr request, Done done) {
  impl_->Call(method, std::move(context), std::move(request), std::move(done));
}

}  // namespace boulevard::runtime::rpc
