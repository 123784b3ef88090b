#include "services/runtime/http/seats.h"

#include <gtest/gtest.h>

#include <boost/asio/ip/address.hpp>

#include "services/runtime/http/client_name.h"

namespace boulevard::runtime::http {
namespace {

using Outcome = Seats::Outcome;

TEST(SeatsTest, AreLimitedInAllAndForOne) {
  Seats seats(3, 2);
  EXPECT_EQ(seats.Take("a"), Outcome::kTaken);
  EXPECT_EQ(seats.Take("a"), Outcome::kTaken);
  EXPECT_EQ(seats.Take("a"), Outcome::kFullForOne);
  EXPECT_EQ(seats.Take("b"), Outcome::kTaken);
  EXPECT_EQ(seats.Take("c"), Outcome::kFull);
  seats.Leave("a");
  EXPECT_EQ(seats.Take("c"), Outcome::kTaken);
}

TEST(SeatsTest, OfOneMayBeAll) {
  Seats seats(2, 0);
  EXPECT_EQ(seats.Take("a"), Outcome::kTaken);
  EXPECT_EQ(seats.Take("a"), Outcome::kTaken);
  EXPECT_EQ(seats.Take("a"), Outcome::kFull);
}

TEST(SeatsTest, KnowWhenTheyAreEmpty) {
  Seats seats(2, 0);
  EXPECT_TRUE(seats.AwaitEmpty(absl::ZeroDuration()));
  seats.Take("a");
  EXPECT_FALSE(seats.AwaitEmpty(absl::ZeroDuration()));
  seats.Leave("a");
  EXPECT_TRUE(seats.AwaitEmpty(absl::ZeroDuration()));
}

std::string NameOf(const char* address) {
  return ClientName(boost::asio::ip::make_address(address));
}

TEST(ClientNameTest, IsWhatOneCustomerHas) {
  EXPECT_EQ(NameOf("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(NameOf("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(NameOf("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(NameOf("2001:db8:1:2::1"), NameOf("2001:db8:1:2:ffff::1"));
}

}  // namespace
}  // namespace boulevard::runtime::http
