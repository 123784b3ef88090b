#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_EVENT_IDS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_EVENT_IDS_H_

#include <cstdint>
#include <optional>
#include <string>

#include <google/protobuf/message.h>

#include "services/placements/domain/availability_feed.h"

// Ids of events, for the request's `last_event_id`: how far in the outbox, of which first day, and a hash of
// the filters. The same on every replica.
namespace boulevard::placements::api {

// Of all fields but last_event_id. It guards against mistakes, not against forgery: whoever makes up an id
// hears no more than a new stream would tell.
uint32_t HashOfFilters(const google::protobuf::Message& request);

std::string EventId(const domain::AvailabilityFeed::Place& place, uint32_t filters);

// Nothing when it is empty, not ours, or of other filters: then the stream begins anew.
std::optional<domain::AvailabilityFeed::Place> PlaceOf(const std::string& id, uint32_t filters);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_EVENT_IDS_H_
