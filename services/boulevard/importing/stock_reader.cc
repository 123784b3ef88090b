#include "services/boulevard/importing/stock_reader.h"

#include <utility>
#include <vector>

#include "services/runtime/status/macros.h"

namespace boulevard::importing {
namespace {

namespace v1 = placements::v1;

template <typename Message>
ByReference<Message> Keyed(std::vector<Message> messages) {
  ByReference<Message> keyed;
  for (Message& message : messages) {
    std::string reference = message.reference();
    if (!reference.empty()) keyed.emplace(std::move(reference), std::move(message));
  }
  return keyed;
}

}  // namespace

absl::StatusOr<ByReference<v1::Facility>> ReadFacilities(ContractClient& client,
                                                         const std::string& provider_id) {
  v1::ListFacilitiesRequest request;
  request.set_provider_id(provider_id);
  ASSIGN_OR_RETURN(auto rows, client.ListAll("FacilityService.ListFacilities", request,
                                             &v1::ListFacilitiesResponse::mutable_facilities));
  return Keyed(std::move(rows));
}

absl::StatusOr<ByReference<v1::Unit>> ReadUnits(ContractClient& client, const std::string& facility_id) {
  v1::ListUnitsRequest request;
  request.set_facility_id(facility_id);
  ASSIGN_OR_RETURN(auto rows,
                   client.ListAll("UnitService.ListUnits", request, &v1::ListUnitsResponse::mutable_units));
  return Keyed(std::move(rows));
}

absl::StatusOr<ByReference<v1::Place>> ReadPlaces(ContractClient& client, const std::string& facility_id) {
  v1::ListPlacesRequest request;
  request.set_facility_id(facility_id);
  ASSIGN_OR_RETURN(
      auto rows, client.ListAll("PlaceService.ListPlaces", request, &v1::ListPlacesResponse::mutable_places));
  ByReference<v1::Place> places;
  for (v1::Place& place : rows) {
    std::string key = PlaceKey(place);
    if (!place.reference().empty()) places.emplace(std::move(key), std::move(place));
  }
  return places;
}

std::string PlaceKey(const v1::Place& place) {
  return place.unit_id() + place.reference();
}

absl::Status MakeProgrammes(ContractClient& client, const Mapping& mapping) {
  for (const v1::Programme& programme : mapping.programmes) {
    v1::GetProgrammeRequest get;
    get.set_id(programme.id());
    const auto found = client.Call<v1::Programme>("ProgrammeService.GetProgramme", get);
    if (found.ok()) continue;
    if (!absl::IsNotFound(found.status())) return found.status();
    v1::CreateProgrammeRequest create;
    *create.mutable_programme() = programme;
    RETURN_IF_ERROR(client.Call<v1::Programme>("ProgrammeService.CreateProgramme", create).status());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> FindOrMakeProvider(ContractClient& client, const Mapping& mapping) {
  if (!mapping.provider.id().empty()) {
    v1::GetProviderRequest get;
    get.set_id(mapping.provider.id());
    ASSIGN_OR_RETURN(const auto provider, client.Call<v1::Provider>("ProviderService.GetProvider", get));
    return provider.id();
  }
  ASSIGN_OR_RETURN(const auto providers,
                   client.ListAll("ProviderService.ListProviders", v1::ListProvidersRequest(),
                                  &v1::ListProvidersResponse::mutable_providers));
  for (const v1::Provider& provider : providers) {
    if (provider.name() == mapping.provider.name()) return provider.id();
  }
  v1::CreateProviderRequest create;
  *create.mutable_provider() = mapping.provider;
  ASSIGN_OR_RETURN(const auto made, client.Call<v1::Provider>("ProviderService.CreateProvider", create));
  return made.id();
}

}  // namespace boulevard::importing
