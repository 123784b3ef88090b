#include "services/placements/domain/providers.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/providers.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_stock.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Providers;
using runtime::CallContext;

absl::StatusOr<v1::ListProvidersResponse> List(const Providers& providers, const CallContext& context,
                                               const v1::ListProvidersRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, providers.List(context, page));
  v1::ListProvidersResponse response;
  for (const domain::Provider& provider : found.rows) *response.add_providers() = ProviderMessage(provider);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Provider> Get(const Providers& providers, const CallContext& context,
                                 const v1::GetProviderRequest& request) {
  ASSIGN_OR_RETURN(const auto provider, providers.Get(context, IdFrom(request.id())));
  return ProviderMessage(provider);
}

absl::StatusOr<v1::Provider> Create(const Providers& providers, const CallContext& context,
                                    const v1::CreateProviderRequest& request) {
  domain::Provider draft;
  Apply(request.provider(), draft);
  ASSIGN_OR_RETURN(const auto provider, providers.Create(context, draft));
  return ProviderMessage(provider);
}

absl::StatusOr<v1::Provider> Update(const Providers& providers, const CallContext& context,
                                    const v1::UpdateProviderRequest& request) {
  const auto change = [&](domain::Provider& provider) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Provider merged,
                     Patched(ProviderMessage(provider), request.provider(), request));
    Apply(merged, provider);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto provider, providers.Update(context, IdFrom(request.id()), change));
  return ProviderMessage(provider);
}

}  // namespace

void BindProviders(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Providers providers(store, clock);
  const std::string service = "boulevard.placements.v1.ProviderService.";
  handlers.Bind<v1::ListProvidersRequest, v1::ListProvidersResponse>(service + "ListProviders",
                                                                     std::bind_front(List, providers));
  handlers.Bind<v1::GetProviderRequest, v1::Provider>(service + "GetProvider",
                                                      std::bind_front(Get, providers));
  handlers.Bind<v1::CreateProviderRequest, v1::Provider>(service + "CreateProvider",
                                                         std::bind_front(Create, providers));
  handlers.Bind<v1::UpdateProviderRequest, v1::Provider>(service + "UpdateProvider",
                                                         std::bind_front(Update, providers));
}

}  // namespace boulevard::placements::api
