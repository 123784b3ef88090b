#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_TEST_SERVICE_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_TEST_SERVICE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/rpc/test_site.h"
#include "services/runtime/rpc/test_streams.h"

namespace boulevard::runtime::rpc {

// A service behind gRPC, on a free port unless said otherwise.
class Service {
 public:
  using Handler = std::function<absl::StatusOr<testing::v1::Thing>(const CallContext&,
                                                                   const testing::v1::GetThingRequest&)>;

  static GrpcServerOptions Options(std::string address = "127.0.0.1:0") {
    return {.address = std::move(address),
            .services = {TestSite::Method("GetThing").service()},
            .limits = {.message_bytes = 10'000}};
  }

  Service(TestSite& site, Handler handler, const GrpcServerOptions& options = Options())
      : dispatcher_(Bound(std::move(handler)), site.verifier(), Clock::System(), site.metrics()) {
    server_ = GrpcServer::Start(options, dispatcher_).value();
    server_->SetServing(true);
  }

  GrpcServer& server() { return *server_; }
  std::string address() const { return server_->address(); }
  ThingSource& source() { return source_; }

 private:
  Handlers Bound(Handler handler) {
    Handlers handlers;
    handlers.Bind<testing::v1::GetThingRequest, testing::v1::Thing>(
        "boulevard.testing.v1.EchoService.GetThing", std::move(handler));
    source_.Bind(handlers);
    return handlers;
  }

  ThingSource source_;
  Dispatcher dispatcher_;
  std::unique_ptr<GrpcServer> server_;
};

inline absl::StatusOr<testing::v1::Thing> Echo(const CallContext&,
                                               const testing::v1::GetThingRequest& request) {
  testing::v1::Thing thing;
  thing.set_id(request.id());
  return thing;
}

inline testing::v1::GetThingRequest Good() {
  testing::v1::GetThingRequest request;
  request.set_id("7");
  return request;
}

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_TEST_SERVICE_H_
