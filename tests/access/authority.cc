#include "tests/access/authority.h"

#include <vector>

#include "tests/support/site/process.h"
#include "tests/support/site/program.h"

namespace boulevard::tests {
namespace {

void OpenSsl(const std::filesystem::path& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {"/usr/bin/env", "openssl", "req",      "-x509",
                                      "-newkey",      "ec",      "-pkeyopt", "ec_paramgen_curve:P-256",
                                      "-nodes",       "-days",   "30"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Finished made = RunToEnd(command, folder / "openssl.log");
  if (made.exit_code != 0) Die("openssl made no certificate", made.output);
}

}  // namespace

Authority::Authority(std::filesystem::path folder, std::string name)
    : folder_(std::move(folder)), name_(std::move(name)) {
  OpenSsl(folder_, {"-keyout", folder_ / (name_ + ".key"), "-out", certificate(), "-subj", "/CN=" + name_});
}

void Authority::Issue(const std::string& name) const {
  // Whole or not there: whoever looks at the files meanwhile reads the old pair.
  const std::filesystem::path key = folder_ / (name + ".key"), crt = folder_ / (name + ".crt");
  OpenSsl(folder_, {"-CA", certificate(), "-CAkey", folder_ / (name_ + ".key"), "-keyout",
                    key.string() + ".new", "-out", crt.string() + ".new", "-subj", "/CN=" + name, "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE"});
  std::filesystem::rename(key.string() + ".new", key);
  std::filesystem::rename(crt.string() + ".new", crt);
}

std::string SerialOf(const std::filesystem::path& certificate) {
  const Finished read = RunToEnd({"/usr/bin/env", "openssl", "x509", "-noout", "-serial", "-in", certificate},
                                 certificate.string() + ".log");
  return read.output.substr(0, read.output.find('\n'));
}

}  // namespace boulevard::tests
