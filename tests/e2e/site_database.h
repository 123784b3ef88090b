#ifndef BOULEVARD_TESTS_E2E_SITE_DATABASE_H_
#define BOULEVARD_TESTS_E2E_SITE_DATABASE_H_

#include <string>
#include <vector>

#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"
#include "tests/support/site/process.h"
#include "tests/support/site/site.h"

namespace boulevard::tests {

// One schema of a running site, from behind: for what takes years, and to look at what is left.
class SiteDatabase {
 public:
  explicit SiteDatabase(const std::string& url);

  void Execute(const std::string& sql);
  // The first column of each row.
  std::vector<std::string> Column(const std::string& sql);

 private:
  runtime::Registry metrics_;
  runtime::db::Pool pool_;
};

// A command of `boulevard` beside a site, told where its database of guidance is, and its keys.
Finished CommandBeside(const Site& site, std::vector<std::string> command, bool with_keys = true);

// All that lies in the databases of a site; bytes as hexadecimal digits.
std::string DumpOf(const Site& site);

// All that the programs of a site have written.
std::string LogsOf(const Site& site);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_E2E_SITE_DATABASE_H_
