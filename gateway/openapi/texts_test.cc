#include "gateway/openapi/texts.h"

#include <gtest/gtest.h>

#include "boulevard/placements/v1/places.pb.h"
#include "gateway/openapi/contract_files.h"

namespace boulevard::gateway::openapi {
namespace {

using placements::v1::Place;

TEST(TextsTest, LinesBecomeParagraphs) {
  EXPECT_EQ(Paragraphs(" One line,\n and its end.\n"), "One line, and its end.");
  EXPECT_EQ(Paragraphs(" First.\n\n Second.\n"), "First.\n\nSecond.");
  EXPECT_EQ(Paragraphs(""), "");
}

TEST(TextsTest, FieldsAreNamedAsInJson) {
  EXPECT_EQ(Paragraphs(" Half-open: [starts_on, ends_on).\n"), "Half-open: [startsOn, endsOn).");
  EXPECT_EQ(Paragraphs(" After `ends_on`, ROLE_ADMIN."), "After `endsOn`, ROLE_ADMIN.");
}

TEST(TextsTest, TheFirstSentenceIsASummary) {
  EXPECT_EQ(FirstSentence("Closes a place. Refused (409) when someone lives there."), "Closes a place");
  EXPECT_EQ(FirstSentence("Makes a programme; its id stays."), "Makes a programme");
  EXPECT_EQ(FirstSentence("All\n\nof them"), "All");
  EXPECT_EQ(FirstSentence(""), "");
}

TEST(TextsTest, NamesInWords) {
  EXPECT_EQ(InWords("AvailablePlace"), "available place");
  EXPECT_EQ(InWords("young_person"), "young person");
  EXPECT_EQ(ResourceOf(*Place::descriptor()->FindFieldByName("id")), "place");
  EXPECT_EQ(ResourceOf(*Place::descriptor()->FindFieldByName("unit_id")), "unit");
  EXPECT_EQ(ResourceOf(*Place::descriptor()->FindFieldByName("name")), "");
}

TEST(TextsTest, TheProgramCarriesTheCommentsOfItsContract) {
  const Texts texts = Texts::Parse(ContractFiles()).value();
  const google::protobuf::FileDescriptor& file = *Place::descriptor()->file();
  EXPECT_EQ(texts.Of(file), "Places: bedrooms that one person can live in.");
  EXPECT_EQ(texts.Of(*Place::descriptor()), "A bedroom that one person can live in.");
  EXPECT_EQ(texts.Of(*Place::descriptor()->FindFieldByName("name")), "As on the door: \"12B\".");
  EXPECT_EQ(texts.Of(*file.FindServiceByName("PlaceService")->FindMethodByName("GetPlace")), "One place.");
  EXPECT_EQ(texts.Of(*Place::descriptor()->FindFieldByName("id")), "");
}

TEST(TextsTest, WhatIsNoContractIsRefused) {
  EXPECT_EQ(Texts::Parse("no descriptors").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace boulevard::gateway::openapi
