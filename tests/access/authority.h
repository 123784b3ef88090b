#ifndef BOULEVARD_TESTS_ACCESS_AUTHORITY_H_
#define BOULEVARD_TESTS_ACCESS_AUTHORITY_H_

#include <filesystem>
#include <string>

namespace boulevard::tests {

// Issues certificates with the commands of docs/operations.md, into a folder that is there: <name>.crt and
// <name>.key, for localhost and 127.0.0.1. Ends the test program when openssl refuses.
class Authority {
 public:
  // `name`.crt and .key are its own.
  Authority(std::filesystem::path folder, std::string name);

  std::filesystem::path certificate() const { return folder_ / (name_ + ".crt"); }
  void Issue(const std::string& name) const;

 private:
  std::filesystem::path folder_;
  std::string name_;
};

// The serial number of a certificate, as openssl prints it.
std::string SerialOf(const std::filesystem::path& certificate);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_ACCESS_AUTHORITY_H_
