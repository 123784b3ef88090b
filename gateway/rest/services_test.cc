#include "gateway/rest/services.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gateway/routing/router.h"

namespace boulevard::gateway::rest {
namespace {

using google::protobuf::ServiceDescriptor;

TEST(ServicesTest, AreThoseOfTheContract) {
  std::vector<std::string> names;
  for (const ServiceDescriptor* service : PublicServices()) names.push_back(service->full_name());
  EXPECT_THAT(names, ::testing::Each(::testing::AnyOf(::testing::StartsWith("boulevard.placements.v1."),
                                                      ::testing::StartsWith("boulevard.guidance.v1."))));
  EXPECT_THAT(names,
              ::testing::IsSupersetOf(
                  {"boulevard.guidance.v1.MentorService", "boulevard.placements.v1.AvailabilityService",
                   "boulevard.placements.v1.PlaceService", "boulevard.placements.v1.PlacementService"}));
  EXPECT_TRUE(std::ranges::is_sorted(names));
}

TEST(ServicesTest, CanBeRouted) {
  const absl::StatusOr<routing::Router> router = routing::Router::Build(PublicServices());
  ASSERT_TRUE(router.ok()) << router.status();
  EXPECT_EQ(router->Find("GET", "/v1/available-places").binding->method->name(), "ListAvailablePlaces");
  EXPECT_EQ(router->Find("POST", "/v1/placements/7/departure").binding->method->name(), "DepartFromPlace");
}

}  // namespace
}  // namespace boulevard::gateway::rest
