#include "services/placements/api/event_ids.h"

#include <gtest/gtest.h>

#include "boulevard/placements/v1/availability.pb.h"

namespace boulevard::placements::api {
namespace {

v1::StreamAvailabilityEventsRequest RequestFor(const std::string& district) {
  v1::StreamAvailabilityEventsRequest request;
  request.set_district(district);
  return request;
}

TEST(EventIdTest, SaysHowFarAListenerWas) {
  const uint32_t filters = HashOfFilters(RequestFor("Laak"));
  const std::string id = EventId({.sequence = 1042, .from = domain::Day(2026, 9, 1)}, filters);
  const auto place = PlaceOf(id, filters);
  ASSERT_TRUE(place.has_value()) << id;
  EXPECT_EQ(place->sequence, 1042);
  EXPECT_EQ(place->from, domain::Day(2026, 9, 1));
}

TEST(EventIdTest, CountsForTheSameFiltersAlone) {
  v1::StreamAvailabilityEventsRequest later = RequestFor("Laak");
  later.set_last_event_id("anything");
  EXPECT_EQ(HashOfFilters(later), HashOfFilters(RequestFor("Laak")));
  const std::string id = EventId({.sequence = 7, .from = domain::Day(2026, 9, 1)}, HashOfFilters(later));
  EXPECT_FALSE(PlaceOf(id, HashOfFilters(RequestFor("Centrum"))));
}

TEST(EventIdTest, WhatIsNotOursLeadsNowhere) {
  for (const char* id : {"", "7", "7.2026-09-01", "x.2026-09-01.00000000", "-7.2026-09-01.00000000",
                         "07.2026-09-01.00000000", "7.2026-13-01.00000000", "7.2026-09-01.0"}) {
    EXPECT_FALSE(PlaceOf(id, 0)) << id;
  }
  EXPECT_TRUE(PlaceOf("7.2026-09-01.00000000", 0));
}

}  // namespace
}  // namespace boulevard::placements::api
