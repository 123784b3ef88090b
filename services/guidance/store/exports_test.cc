#include "services/guidance/domain/exports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/guidance/store/test_dossiers.h"

namespace boulevard::guidance::store {
namespace {

using domain::RecordPart;
using domain::Uuid;

// What another service would answer.
class Others final : public domain::OtherRecords {
 public:
  absl::StatusOr<std::vector<RecordPart>> Of(const runtime::CallContext&, const Uuid&) override {
    ++asked;
    return answer;
  }
  absl::StatusOr<std::vector<RecordPart>> answer = std::vector<RecordPart>{{.name = "applications"}};
  int asked = 0;
};

class ExportsTest : public DossiersTest {
 protected:
  const Uuid id_ = people.Create(As("own"), Draft()).value().id;
  Others others_;
  const domain::Exports exports_{store_, clock_, others_};
};

TEST_F(ExportsTest, HasWhatEachServiceKnows) {
  const auto made = exports_.Make(As("own"), id_);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->placements.at(0).name, "applications");
  EXPECT_EQ(made->guidance.at(0).records.at(0).at("surname"), "van Voorbeeld");
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log WHERE event = 'GetExport' AND action = 'export'"), 1);
}

TEST_F(ExportsTest, IsNeverAPart) {
  others_.answer = absl::UnavailableError("placements is away");
  EXPECT_TRUE(absl::IsUnavailable(exports_.Make(As("own"), id_).status()));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log WHERE event = 'GetExport'"), 0);
}

TEST_F(ExportsTest, NobodyElseIsAskedForWhoMayNotSeeIt) {
  EXPECT_TRUE(absl::IsPermissionDenied(exports_.Make(As("other"), id_).status()));
  EXPECT_EQ(others_.asked, 0);
}

}  // namespace
}  // namespace boulevard::guidance::store
