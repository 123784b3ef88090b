#include "services/placements/api/paging.h"

#include <gtest/gtest.h>

#include "boulevard/placements/v1/availability.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::api {
namespace {

v1::ListAvailablePlacesRequest Request() {
  v1::ListAvailablePlacesRequest request;
  request.set_district("Centrum");
  request.set_max_rent_cents(60000);
  return request;
}

void ExpectRefused(const google::protobuf::Message& request) {
  const absl::Status status = PageFrom(request).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  ASSERT_EQ(runtime::DetailsOf(status).fields.size(), 1u);
  EXPECT_EQ(runtime::DetailsOf(status).fields[0].field, "pageToken");
  EXPECT_EQ(runtime::DetailsOf(status).fields[0].rule, "page-token");
}

TEST(Paging, TheFirstPageHasTheDefaultSize) {
  const runtime::Page page = PageFrom(Request()).value();
  EXPECT_EQ(page.size, 50);
  EXPECT_EQ(page.after, std::nullopt);
}

TEST(Paging, ATokenLeadsOnAfterItsRow) {
  v1::ListAvailablePlacesRequest request = Request();
  request.set_page_size(7);
  const runtime::Uuid last = runtime::NewUuid(absl::UnixEpoch());
  request.set_page_token(PageTokenAfter(request, last.AsBytes()));
  const runtime::Page page = PageFrom(request).value();
  EXPECT_EQ(page.size, 7);
  EXPECT_EQ(page.after, last);
  request.set_page_size(8);
  EXPECT_TRUE(PageFrom(request).ok()) << "another size is no other list";
}

TEST(Paging, ATokenIsGoodForItsOwnFiltersAlone) {
  v1::ListAvailablePlacesRequest request = Request();
  request.set_page_token(PageTokenAfter(request, runtime::NewUuid(absl::UnixEpoch()).AsBytes()));
  request.set_district("Escamp");
  ExpectRefused(request);
}

TEST(Paging, WhatIsNoTokenIsRefused) {
  v1::ListAvailablePlacesRequest request = Request();
  for (const std::string token : {"x", "****", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    request.set_page_token(token);
    ExpectRefused(request);
  }
  request.set_page_token(PageTokenAfter(request, "short"));
  ExpectRefused(request);
}

TEST(Paging, ProgrammesGoOnAfterAWord) {
  v1::ListProgrammesRequest request;
  request.set_page_token(PageTokenAfter(request, "jit-wonen"));
  EXPECT_EQ(CursorFrom(request).value(), "jit-wonen");
}

}  // namespace
}  // namespace boulevard::placements::api
