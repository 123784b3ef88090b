#ifndef BOULEVARD_TESTS_SUPPORT_TEST_DATABASE_H_
#define BOULEVARD_TESTS_SUPPORT_TEST_DATABASE_H_

#include <string>

namespace boulevard::tests {

// An empty schema of its own on a real server; dropped at the end.
//
// The server is the one that answers in the folder named by BOULEVARD_TEST_DATABASE_FOLDER, where
// test-database-server keeps one running for all tests. Without it the first TestDatabase of the process
// starts a private server, which ends with the process. Whatever goes wrong ends the test program at once: a
// test without its database has failed.
class TestDatabase {
 public:
  TestDatabase();
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  // For runtime::db::ConnectOptions::Parse; a user who may do everything.
  const std::string& url() const { return url_; }
  const std::string& schema() const { return schema_; }

 private:
  const std::string schema_;
  const std::string url_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_TEST_DATABASE_H_
