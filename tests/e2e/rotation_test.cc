#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/e2e/guidance_fixture.h"
#include "tests/e2e/site_database.h"

// `boulevard keys rotate` beside a site that is used.
namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kDossiers = 60;
constexpr int kWriters = 2;

class RotationTest : public GuidanceSiteTest {
 protected:
  void SetUp() override {
    GuidanceSiteTest::SetUp();
    ApiClient own = Mentor("own");
    for (int i = 0; i < kDossiers; ++i) {
      people_.push_back(Register());
      plans_.push_back(
          own.Post("/v1/plans",
                   {{"youngPersonId", people_.back()}, {"level", "light"}, {"startsOn", DaysFromToday(0)}})
              .Text("id"));
    }
    // Connected on this thread: what it starts must be started from here.
    for (int i = 0; i < kWriters; ++i) clients_.push_back(Mentor("own"));
    for (int i = 0; i < 2; ++i) clients_.push_back(Mentor("own"));
  }

  void Note(const Answer& answer, const std::string& call) {
    ++calls_;
    if (answer.Ok()) return;
    const std::lock_guard lock(mutex_);
    ++faults_[absl::StrCat(call, " ", answer.status(), " ", answer.http.body)];
  }
  // Each writer has dossiers of its own, and says what it wrote last.
  void Write(int number) {
    ApiClient& client = clients_[static_cast<size_t>(number)];
    for (int round = 0; !stop_; ++round) {
      for (size_t i = static_cast<size_t>(number); i < people_.size() && !stop_; i += kWriters) {
        const std::string phone = absl::StrCat("+3161", 1'000'000 + round);
        const Answer patched = client.Patch("/v1/young-people/" + people_[i], {{"phone", phone}});
        Note(patched, "PATCH");
        Note(client.Patch("/v1/plans/" + plans_[i], {{"summary", phone}}), "PATCH of a plan");
        if (patched.Ok()) phones_[number][i] = phone;
      }
    }
  }
  void Read(ApiClient& client) {
    for (size_t i = 0; !stop_; i = (i + 7) % people_.size()) {
      Note(client.Get("/v1/young-people/" + people_[i]), "GET");
      Note(client.Get("/v1/plans/" + plans_[i]), "GET of a plan");
    }
  }
  void Search(ApiClient& client) {
    while (!stop_) {
      const Answer found =
          client.Post("/v1/young-people/search", {{"surname", Surname()}, {"pageSize", 500}});
      Note(found, "search");
      if (found.body.value("youngPeople", Json::array()).size() == people_.size()) continue;
      const std::lock_guard lock(mutex_);
      ++faults_["a search found fewer"];
    }
  }
  // The ids of the keys, the current one last.
  std::vector<std::string> Keys() {
    std::vector<std::string> ids;
    for (const auto line : absl::StrSplit(CommandBeside(site(), {"keys", "list"}).output, '\n')) {
      if (line.size() > 16) ids.emplace_back(line.substr(0, 16));
    }
    return ids;
  }

  std::vector<std::string> people_, plans_;
  std::map<size_t, std::string> phones_[kWriters];
  std::vector<ApiClient> clients_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> calls_ = 0;
  std::mutex mutex_;
  std::map<std::string, int> faults_;
};

TEST_P(RotationTest, NobodyNoticesARotation) {
  const std::vector<std::string> before = Keys();
  ASSERT_EQ(before.size(), 1u);
  std::vector<std::thread> threads;
  for (int i = 0; i < kWriters; ++i) threads.emplace_back([this, i] { Write(i); });
  threads.emplace_back([this] { Read(clients_[kWriters]); });
  threads.emplace_back([this] { Search(clients_[kWriters + 1]); });
  const Finished rotated = CommandBeside(site(), {"keys", "rotate", "--notice", "2s"});
  stop_ = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(rotated.exit_code, 0) << rotated.output;
  EXPECT_THAT(rotated.output, HasSubstr("every record is under key"));
  EXPECT_THAT(faults_, IsEmpty());
  EXPECT_GT(calls_, kDossiers) << "it was used";

  EXPECT_THAT(CommandBeside(site(), {"keys", "list"}).output, HasSubstr("  0 records\n"));
  EXPECT_EQ(CommandBeside(site(), {"keys", "remove", before[0]}).exit_code, 0);
  ApiClient own = Mentor("own");
  for (int writer = 0; writer < kWriters; ++writer) {
    EXPECT_THAT(phones_[writer], ::testing::Not(IsEmpty()));
    for (const auto& [i, phone] : phones_[writer]) {
      EXPECT_EQ(own.Get("/v1/young-people/" + people_[i]).Text("phone"), phone) << "no change is lost";
      EXPECT_TRUE(own.Get("/v1/plans/" + plans_[i]).Ok());
      EXPECT_TRUE(own.Get("/v1/plans/" + plans_[i] + "/revisions/1").Ok());
    }
  }
  const Finished verified = CommandBeside(site(), {"access-log", "verify"}, /*with_keys=*/false);
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
}

ON_EVERY_SHAPE(RotationTest);

}  // namespace
}  // namespace boulevard::tests
