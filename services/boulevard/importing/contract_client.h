#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_CONTRACT_CLIENT_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_CONTRACT_CLIENT_H_

#include <string_view>
#include <utility>
#include <vector>

#include <google/protobuf/message.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/placements/domain/guidance.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"

namespace boulevard::importing {

// Calls the RPCs of placements as an admin, in this thread. What the contract says of fields is checked, as
// for any other caller.
class ContractClient {
 public:
  ContractClient(placements::domain::Store& store, const runtime::Clock& clock, absl::Time deadline);

  // `method` as in "PlaceService.CreatePlace".
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(std::string_view method, const Request& request) {
    ASSIGN_OR_RETURN(runtime::rpc::MessagePtr answer, CallUntyped(method, request));
    return std::move(static_cast<Response&>(*answer));
  }

  // Every page of a list: ListAll("UnitService.ListUnits", request, &v1::ListUnitsResponse::mutable_units).
  template <typename Response, typename Row, typename Request>
  absl::StatusOr<std::vector<Row>> ListAll(std::string_view method, Request request,
                                           google::protobuf::RepeatedPtrField<Row>* (Response::*rows)()) {
    std::vector<Row> all;
    request.set_page_size(500);
    do {
      ASSIGN_OR_RETURN(Response page, (Call<Response, Request>(method, request)));
      for (Row& row : *(page.*rows)()) all.push_back(std::move(row));
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

 private:
  // An import makes no applications.
  class NoGuidance final : public placements::domain::Guidance {
   public:
    absl::StatusOr<placements::domain::PersonFacts> FactsOf(const runtime::CallContext&,
                                                            const runtime::Uuid&) override {
      return absl::UnavailableError("guidance is not asked here");
    }
  };

  absl::StatusOr<runtime::rpc::MessagePtr> CallUntyped(std::string_view method,
                                                       const google::protobuf::Message& request);

  NoGuidance guidance_;
  runtime::rpc::Handlers handlers_;
  runtime::CallContext context_;
};

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_CONTRACT_CLIENT_H_
