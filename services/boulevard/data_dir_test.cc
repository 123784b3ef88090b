#include "services/boulevard/data_dir.h"

#include <fstream>
#include <optional>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace boulevard {
namespace {

using ::testing::HasSubstr;

TEST(DataDir, IsMadeForItsOwnerAlone) {
  const tests::TemporaryFolder folder;
  const DataDir dir(folder.path() / "new" / "site");
  ASSERT_TRUE(dir.Prepare().ok());
  EXPECT_EQ(std::filesystem::status(dir.path()).permissions(), std::filesystem::perms::owner_all);
  EXPECT_TRUE(std::filesystem::is_directory(dir.development_key().parent_path()));
  EXPECT_TRUE(dir.Prepare().ok()) << "again";
}

TEST(DataDir, SaysWhyItCannotBeUsed) {
  const tests::TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "text";
  EXPECT_THAT(std::string(DataDir(folder.path() / "file").Prepare().message()),
              HasSubstr("cannot use " + (folder.path() / "file").string() + " as data directory: "));
}

TEST(ServeLock, IsHeldByOne) {
  const tests::TemporaryFolder folder;
  const DataDir dir(folder.path());
  auto lock = ServeLock::Take(dir);
  ASSERT_TRUE(lock.ok()) << lock.status();
  EXPECT_THAT(std::string(ServeLock::Take(dir).status().message()), HasSubstr("already serves"));
  { const ServeLock moved = *std::move(lock); }
  EXPECT_TRUE(ServeLock::Take(dir).ok());
}

}  // namespace
}  // namespace boulevard
