#include "services/runtime/vault/key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::vault {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

// A ring of one key of 32 bytes "k".
constexpr std::string_view kKnown =
    "boulevard-key-ring 1\ncurrent 377f782d0a1427e1\n"
    "key 377f782d0a1427e1 2027-01-15T08:00:00Z a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=\n";

class KeyRingTest : public ::testing::Test {
 protected:
  void Write(std::string_view text) {
    std::ofstream(path_) << text;
    chmod(path_.c_str(), 0600);
  }
  std::string Text() {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string FaultOf(std::string_view text) {
    Write(text);
    const absl::StatusOr<KeyRing> ring = KeyRing::Read(path_);
    EXPECT_TRUE(absl::IsFailedPrecondition(ring.status())) << text;
    return std::string(ring.status().message());
  }

  const tests::TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_.path() / "master.keys";
};

TEST_F(KeyRingTest, ARingOfBeforeIsReadForEver) {
  Write(kKnown);
  const KeyRing ring = KeyRing::Read(path_).value();
  ASSERT_THAT(ring.keys(), SizeIs(1));
  EXPECT_EQ(ring.current().id(), "377f782d0a1427e1");
  EXPECT_EQ(ring.current().secret(), std::string(32, 'k'));
  EXPECT_EQ(ring.current().made_at(), kNow);
}

TEST_F(KeyRingTest, IsMadeOnceForItsOwnerAlone) {
  ASSERT_TRUE(KeyRing::Make(path_, kNow).ok());
  struct stat info {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const std::string text = Text();
  ASSERT_TRUE(KeyRing::Make(path_, kNow).ok());
  EXPECT_EQ(Text(), text);
}

TEST_F(KeyRingTest, AKeyIsAddedThenUsedThenTakenOut) {
  ASSERT_TRUE(KeyRing::Make(path_, kNow).ok());
  const std::string first = KeyRing::Read(path_)->current().id();
  const std::string second = KeyRing::Add(path_, kNow + absl::Hours(1)).value();
  EXPECT_EQ(KeyRing::Read(path_)->current().id(), first);
  EXPECT_EQ(KeyRing::Advance(path_, kNow + absl::Hours(2)).value(), second) << "that was there, unused";
  EXPECT_EQ(KeyRing::Read(path_)->current().id(), second);
  const std::string third = KeyRing::Advance(path_, kNow + absl::Hours(3)).value();
  const KeyRing ring = KeyRing::Read(path_).value();
  ASSERT_THAT(ring.keys(), SizeIs(3));
  EXPECT_EQ(ring.current().id(), third);
  EXPECT_EQ(ring.keys()[0].id(), first);
  EXPECT_EQ(ring.Find(second)->made_at(), kNow + absl::Hours(1));
  EXPECT_EQ(ring.Find("0000000000000000"), nullptr);

  EXPECT_TRUE(absl::IsFailedPrecondition(KeyRing::Remove(path_, third)));
  EXPECT_TRUE(absl::IsNotFound(KeyRing::Remove(path_, "0000000000000000")));
  ASSERT_TRUE(KeyRing::Remove(path_, first).ok());
  EXPECT_THAT(KeyRing::Read(path_)->keys(), SizeIs(2));
  EXPECT_EQ(KeyRing::Read(path_)->current().id(), third);
}

TEST_F(KeyRingTest, FaultsAreNamedAndKeysAreNot) {
  const std::string known(kKnown);
  EXPECT_THAT(FaultOf(""), HasSubstr("does not begin with"));
  EXPECT_THAT(FaultOf("secret"), Not(HasSubstr("secret")));
  EXPECT_THAT(FaultOf("boulevard-key-ring 1\n"), HasSubstr("the key that is current is not in it"));
  EXPECT_THAT(FaultOf(absl::StrReplaceAll(known, {{"current 377f782d0a1427e1", "current 0011223344556677"}})),
              HasSubstr("the key that is current is not in it"));
  EXPECT_THAT(FaultOf(absl::StrReplaceAll(known, {{"a2tr", "b2tr"}})), HasSubstr("is damaged"));
  EXPECT_THAT(FaultOf(absl::StrReplaceAll(known, {{"a2s=", ""}})), HasSubstr("is not 32 bytes in base64"));
  EXPECT_THAT(FaultOf(absl::StrReplaceAll(known, {{"2027-01-15", "yesterday"}})), HasSubstr("a line is not"));
  EXPECT_THAT(FaultOf(absl::StrCat(known, "current 377f782d0a1427e1\n")), HasSubstr("line 4 is neither"));
  EXPECT_THAT(FaultOf(absl::StrCat(known, "a2tra2tra2tr\n")), Not(HasSubstr("a2tr")));
  EXPECT_THAT(FaultOf(std::string(100'000, 'x')), HasSubstr("too long"));
}

TEST_F(KeyRingTest, AFileThatOthersCanReadOrChangeIsNotTrusted) {
  EXPECT_THAT(KeyRing::Read(path_).status().message(), HasSubstr("No such file"));
  EXPECT_THAT(KeyRing::Read(folder_.path()).status().message(), HasSubstr("not a file"));
  Write(kKnown);
  for (const mode_t mode : {0644u, 0604u, 0602u, 0601u, 0620u, 0666u}) {
    chmod(path_.c_str(), mode);
    EXPECT_THAT(KeyRing::Read(path_).status().message(), HasSubstr("others may")) << mode;
  }
  for (const mode_t mode : {0600u, 0400u, 0440u, 0640u}) {
    chmod(path_.c_str(), mode);
    EXPECT_TRUE(KeyRing::Read(path_).ok()) << mode;
  }
}

TEST_F(KeyRingTest, WhoReadsWhileOthersWriteFindsItWhole) {
  ASSERT_TRUE(KeyRing::Make(path_, kNow).ok());
  constexpr int kEach = 10;
  std::vector<std::thread> writers;
  writers.reserve(3);
  std::atomic<int> writing = 3;
  for (int i = 0; i < 3; ++i) {
    writers.emplace_back([&] {
      for (int j = 0; j < kEach; ++j) EXPECT_TRUE(KeyRing::Add(path_, kNow).ok());
      --writing;
    });
  }
  size_t seen = 1;
  while (writing > 0) {
    const absl::StatusOr<KeyRing> ring = KeyRing::Read(path_);
    ASSERT_TRUE(ring.ok()) << ring.status();
    EXPECT_GE(ring->keys().size(), seen);
    seen = ring->keys().size();
  }
  for (std::thread& writer : writers) writer.join();
  std::set<std::string> ids;
  const KeyRing ring = KeyRing::Read(path_).value();
  for (const MasterKey& key : ring.keys()) ids.insert(key.id());
  EXPECT_THAT(ids, SizeIs(1 + 3 * kEach));
}

TEST(MasterKeyTest, ItsPartsAreOfDifferentUse) {
  const MasterKey key(SecretOf(std::string(32, 'k')), kNow);
  const MasterKey other = MasterKey::Make(kNow);
  EXPECT_NE(key.searching(), key.secret());
  EXPECT_NE(key.searching(), other.searching());
  EXPECT_THAT(other.id(), SizeIs(16));
  EXPECT_EQ(other.wrapping().Open("", key.wrapping().Seal("", "text")), std::nullopt);
}

}  // namespace
}  // namespace boulevard::runtime::vault
