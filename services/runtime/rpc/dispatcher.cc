#include "services/runtime/rpc/dispatcher.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/log/tally.h"
#include "services/runtime/rpc/auth_failures.h"
#include "services/runtime/rpc/bound_method.h"
#include "services/runtime/rpc/call_record.h"
#include "services/runtime/rpc/open_streams.h"
#include "services/runtime/rpc/overload.h"
#include "services/runtime/rpc/worker_pool.h"
#include "services/runtime/rules/field_plan.h"
#include "services/runtime/rules/field_rules.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

struct Method {
  Method(const MethodDescriptor& descriptor, const Handlers& handlers, Registry& metrics)
      : bound(descriptor, metrics),
        handler(handlers.Find(descriptor)),
        stream_handler(handlers.FindStream(descriptor)) {}
  BoundMethod bound;
  // One of the two.
  const Handlers::Untyped* handler;
  const Handlers::UntypedStream* stream_handler;
};

struct Job {
  Method& method;
  CallContext context;
  MessagePtr request;
  Done done;
  absl::Time arrived;
  std::string_view role = {};  // known once the token is
};

struct StreamJob {
  Method& method;
  CallContext context;
  MessagePtr request;
  absl::Time arrived;
  std::shared_ptr<Stream> stream = nullptr;
  std::string_view role = {};
  std::atomic<bool> role_known = false;  // the stream may end before, on another thread
};

absl::Status TooManyStreams() {
  return WithDetails(absl::ResourceExhaustedError("too many streams are open already"),
                     {.retry_after = kRetryWhenFull});
}

absl::Status NotServed(const MethodDescriptor& method) {
  return absl::UnimplementedError(absl::StrCat(method.full_name(), " is not served here"));
}

// What `run` gives, or what escapes it.
template <typename Result, typename Function>
Result Guarded(Function run) {
  try {
    return run();
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
        auth_failures_(metrics),
        streams_(static_cast<size_t>(options.streams), clock),
        pool_(options.workers, options.queue, clock,
              metrics.Gauge("boulevard_rpc_queue_length", "Calls that wait for a worker.")) {
    metrics.Gauge("boulevard_rpc_queue_capacity", "Calls that may wait for a worker.").Set(options.queue);
    for (const MethodDescriptor* method : handlers_.Methods()) {
      methods_.emplace(method, std::make_unique<Method>(*method, handlers_, metrics));
      rules::PlanOf(*method->input_type());
    }
  }

  void Call(const MethodDescriptor& method, CallContext context, MessagePtr request, Done done) {
    const auto found = methods_.find(&method);
    if (found == methods_.end() || found->second->handler == nullptr) {
      return std::move(done)(NotServed(method));
    }
    const absl::Time now = clock_.Now();
    context.deadline = context.deadline == absl::InfiniteFuture()
                           ? now + options_.default_deadline
                           : std::min(context.deadline, now + options_.longest_deadline);
    auto owned = std::make_unique<Job>(
        Job{*found->second, std::move(context), std::move(request), std::move(done), now});
    Job& job = *owned;
    WorkerPool::Task task = [this, owned = std::move(owned)](WorkerPool::Turn turn) {
      if (turn == WorkerPool::Turn::kRun) return Answer(*owned, Execute(*owned));
      if (absl::Status unwanted = Unwanted(owned->context); !unwanted.ok()) return Answer(*owned, unwanted);
      Refuse(*owned, NoWorkerInTime());
    };
    if (!pool_.Offer(task)) Refuse(job, TooManyCalls());
  }

  std::shared_ptr<Stream> Open(const MethodDescriptor& method, CallContext context, MessagePtr request) {
    const auto found = methods_.find(&method);
    if (found == methods_.end() || found->second->stream_handler == nullptr) {
      return Stream::Refused(NotServed(method));
    }
    const absl::Time now = clock_.Now();
    const absl::Time longest = now + options_.longest_stream;
    const absl::Status overdue =
        context.deadline <= longest
            ? absl::DeadlineExceededError("the deadline of the stream passed")
            : absl::UnavailableError("the stream was open for as long as one may be: open it again");
    context.deadline = std::min(context.deadline, longest);
    std::shared_ptr<StreamJob> job(
        new StreamJob{*found->second, std::move(context), std::move(request), now});
    found->second->bound.StreamOpened();
    // The job keeps the stream until its handler has it, and the stream the job: until the stream ends.
    job->stream =
        std::make_shared<Stream>([this, job](absl::Status status) { return Ended(*job, std::move(status)); });
    if (!streams_.Add(job->stream, job->context.deadline, overdue)) {
      job->stream->End(TooManyStreams());
      return job->stream;
    }
    WorkerPool::Task task = [this, job](WorkerPool::Turn turn) {
      if (turn == WorkerPool::Turn::kTooLate) return job->stream->End(NoWorkerInTime());
      Start(*job);
    };
    if (!pool_.Offer(task)) job->stream->End(TooManyCalls());
    return job->stream;
  }

  bool Full() { return pool_.Full(); }

 private:
  // OK while somebody waits for the answer.
  absl::Status Unwanted(const CallContext& context) const {
    if (context.cancelled->load(std::memory_order_relaxed)) {
      return absl::CancelledError("the caller has gone");
    }
    if (clock_.Now() >= context.deadline) {
      return absl::DeadlineExceededError("the deadline passed before a worker was free");
    }
    return absl::OkStatus();
  }

  // Whether the call may begin. Fills in who calls.
  absl::Status Admit(const BoundMethod& method, CallContext& context, const Message& request,
                     std::string_view& role) const {
    RETURN_IF_ERROR(Unwanted(context));
    absl::StatusOr<Principal> caller = verifier_.Verify(context.bearer_token);
    if (!caller.ok()) {
      auth_failures_.Count(caller.status());
      return std::move(caller).status();
    }
    context.principal = *std::move(caller);
    role = RoleName(context.principal.role);
    if (request.GetDescriptor() != method.descriptor().input_type()) {
      return absl::InternalError("the request has another type than the method");
    }
    if (absl::Status refused = method.CheckRole(context.principal.role); !refused.ok()) {
      RETURN_IF_ERROR(Guarded<absl::Status>(
          [&] { return handlers_.TellRoleRefused(method.descriptor(), context, request); }));
      return refused;
    }
    return rules::CheckFieldRules(request);
  }

  absl::StatusOr<MessagePtr> Execute(Job& job) const {
    RETURN_IF_ERROR(Admit(job.method.bound, job.context, *job.request, job.role));
    return Guarded<absl::StatusOr<MessagePtr>>(
        [&] { return (*job.method.handler)(job.context, *job.request); });
  }

  void Answer(Job& job, absl::StatusOr<MessagePtr> result) const {
    const absl::Duration duration = clock_.Now() - job.arrived;
    job.method.bound.Observe(result.status().code(), duration);
    absl::Status told =
        LogCall({job.method.bound, job.context.trace_id, job.role, duration}, result.status());
    if (!told.ok()) result = std::move(told);
    std::move(job.done)(std::move(result));
  }

  // No line of the log for each: there may be more of them than of all others.
  void Refuse(Job& job, absl::Status why) const {
    job.method.bound.Observe(why.code(), clock_.Now() - job.arrived);
    refused_.Count();
    std::move(job.done)(std::move(why));
  }

  void Start(StreamJob& job) const {
    const absl::Status admitted = Admit(job.method.bound, job.context, *job.request, job.role);
    job.role_known = true;
    // Held until it is known whether the handler failed: else the stream would have ended well.
    const auto source = std::make_shared<StreamSource>(job.stream);
    const absl::Status started = !admitted.ok() ? admitted : Guarded<absl::Status>([&] {
      return (*job.method.stream_handler)(job.context, *job.request, source);
    });
    if (!started.ok()) job.stream->End(started);
  }

  absl::Status Ended(StreamJob& job, const absl::Status& status) {
    const std::shared_ptr<Stream> stream = job.stream;
    streams_.Remove(*stream);
    job.method.bound.StreamEnded(status.code());
    const std::string_view role = job.role_known ? job.role : std::string_view();
    return LogCall({job.method.bound, job.context.trace_id, role, clock_.Now() - job.arrived}, status);
  }

  const Handlers handlers_;
  const TokenVerifier& verifier_;
  const Clock& clock_;
  const DispatcherOptions options_;
  mutable AuthFailures auth_failures_;
  absl::flat_hash_map<const MethodDescriptor*, std::unique_ptr<Method>> methods_;
  mutable log::Tally refused_{"rpc calls refused"};
  // These two last, so that the workers, then the streams, are gone before what they use.
  OpenStreams streams_;
  WorkerPool pool_;
};

Dispatcher::Dispatcher(Handlers handlers, const TokenVerifier& verifier, const Clock& clock,
                       Registry& metrics, const DispatcherOptions& options)
    : impl_(std::make_unique<Impl>(std::move(handlers), verifier, clock, metrics, options)) {}
Dispatcher::~Dispatcher() = default;

void Dispatcher::Call(const MethodDescriptor& method, CallContext context, MessagePtr request, Done done) {
  impl_->Call(method, std::move(context), std::move(request), std::move(done));
}

bool Dispatcher::Full() const {
  return impl_->Full();
}

std::shared_ptr<Stream> Dispatcher::Open(const MethodDescriptor& method, CallContext context,
                                         MessagePtr request) {
  return impl_->Open(method, std::move(context), std::move(request));
}

}  // namespace boulevard::runtime::rpc
