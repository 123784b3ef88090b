#ifndef BOULEVARD_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
#define BOULEVARD_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

#include <filesystem>

namespace boulevard::tests {

// An empty folder with a path short enough for a socket in it; removed with its contents at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
