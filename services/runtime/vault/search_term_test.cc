#include "services/runtime/vault/search_term.h"

#include <gtest/gtest.h>

#include <vector>

namespace boulevard::runtime::vault {
namespace {

TEST(SurnameTest, WaysToWriteANameAreOne) {
  const std::vector<std::vector<std::string_view>> names = {
      {"van der Berg", "Van Der BERG", "v.d. Berg", "vd Berg", "Berg, van der", "Berg", " berg ", "V/D Berg",
       "van den Berg"},
      {"Müller", "Muller", "MÜLLER", "Mu\u0308ller"},
      {"Jansen-de Vries", "Jansen de Vries", "JANSEN - DE VRIES", "Jansende Vries"},
      {"'t Hart", "’t Hart", "Hart", "T Hart", "van 't Hart"},
      {"in 't Veld", "Veld", "Veld, in 't"},
      {"El Amrani", "el-amrani", "Amrani", "al Amrani"},
      {"Yıldız", "Yildiz", "YILDIZ"},
      {"İnce", "Ince", "ince"},
      {"Łukasz", "Lukasz", "łukasz"},
      {"Sørensen", "Sorensen", "SØRENSEN"},
      {"Strauß", "Strauss", "STRAUSS"},
      {"O'Brien", "OBrien", "o’brien"},
      {"Dijkstra", "Dĳkstra", "DIJKSTRA"},
      {"D'Angelo", "d’Angelo", "Angelo"},
      {"ቴድሮስ", " ቴድሮስ"},
      {"الحسن", "الحسن "},
  };
  for (const auto& ways : names) {
    for (const std::string_view way : ways) {
      EXPECT_EQ(Surname(way), Surname(ways[0])) << way << " gives " << Surname(way).folded;
    }
    for (const auto& others : names) {
      EXPECT_EQ(Surname(ways[0]) == Surname(others[0]), &others == &ways) << ways[0] << " and " << others[0];
    }
  }
  EXPECT_EQ(Surname("van der Bérg").folded, "berg");
}

TEST(SurnameTest, ANameOfPrefixesAloneStays) {
  EXPECT_EQ(Surname("Van").folded, "van");
  EXPECT_EQ(Surname("de la").folded, "dela");
  EXPECT_EQ(Surname("Du").folded, "du");
  EXPECT_NE(Surname("Van"), Surname("Den"));
}

TEST(SurnameTest, WhatIsNoNameIsNothingToSearchBy) {
  EXPECT_EQ(Surname("").folded, "");
  EXPECT_EQ(Surname(" - ").folded, "");
  EXPECT_EQ(Surname("\xff\xfe").folded, "");
}

TEST(EmailTest, CaseDoesNotCountAndDotsDo) {
  EXPECT_EQ(Email(" Amina@Example.NL\n").folded, "amina@example.nl");
  EXPECT_EQ(Email("zoë@example.nl"), Email("ZOE\u0308@example.nl"));
  EXPECT_NE(Email("a.b@example.nl"), Email("ab@example.nl"));
  EXPECT_NE(Email("zoë@example.nl"), Email("zoe@example.nl"));
}

TEST(BsnTest, DigitsCount) {
  EXPECT_EQ(Bsn("111 222 333").folded, "111222333");
  EXPECT_EQ(Bsn("111.222.333"), Bsn("111222333"));
  EXPECT_EQ(Bsn("12345678").folded, "012345678");
  EXPECT_EQ(Bsn("").folded, "");
  EXPECT_NE(Bsn("111222333").kind, Surname("111222333").kind);
}

}  // namespace
}  // namespace boulevard::runtime::vault
