#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_STOCK_READER_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_STOCK_READER_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "services/boulevard/importing/contract_client.h"
#include "services/boulevard/importing/reading/mapping.h"

// What is in the database before an import, by the references that the provider gave.
namespace boulevard::importing {

template <typename Message>
using ByReference = absl::flat_hash_map<std::string, Message>;

absl::StatusOr<ByReference<placements::v1::Facility>> ReadFacilities(ContractClient& client,
                                                                     const std::string& provider_id);
absl::StatusOr<ByReference<placements::v1::Unit>> ReadUnits(ContractClient& client,
                                                            const std::string& facility_id);
// By PlaceKey.
absl::StatusOr<ByReference<placements::v1::Place>> ReadPlaces(ContractClient& client,
                                                              const std::string& facility_id);
// A place's reference is unique within its unit.
std::string PlaceKey(const placements::v1::Place& place);

// Makes the mapping's programmes that are not there.
absl::Status MakeProgrammes(ContractClient& client, const Mapping& mapping);
// The id of the mapping's provider, which is made when its name is not there.
absl::StatusOr<std::string> FindOrMakeProvider(ContractClient& client, const Mapping& mapping);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_STOCK_READER_H_
