#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <iostream>
#include <string>

namespace boulevard::tests {

TemporaryFolder::TemporaryFolder() {
  std::string name = "/tmp/boulevard-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    std::cerr << "cannot make a folder in /tmp\n";
    std::abort();
  }
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace boulevard::tests
