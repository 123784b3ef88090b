#ifndef BOULEVARD_BENCH_BARE_CLIENT_H_
#define BOULEVARD_BENCH_BARE_CLIENT_H_

#include <mysql.h>

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "bench/sample.h"
#include "services/runtime/db/statement.h"

namespace boulevard::bench {

// A parameter with its own text, so that it can be kept.
using Value = std::variant<std::nullptr_t, int64_t, double, std::string, absl::CivilDay, absl::Time>;
Value Kept(const runtime::db::Param& param);

// The database's own client library and nothing more: what the programs are measured against. Ends the
// program on any error.
class BareConnection {
 public:
  // "mysql://...", as the programs take it.
  explicit BareConnection(const std::string& url);
  ~BareConnection();
  BareConnection(const BareConnection&) = delete;
  BareConnection& operator=(const BareConnection&) = delete;

  // Runs a statement that is prepared once, and reads every row that it gives.
  void Run(const std::string& sql, const std::vector<Value>& values);
  void Command(const std::string& sql);

 private:
  MYSQL_STMT* Prepared(const std::string& sql);
  void ReadRows(MYSQL_STMT* statement);
  [[noreturn]] void Fail();

  MYSQL* mysql_;
  std::map<std::string, MYSQL_STMT*, std::less<>> statements_;
};

// Keeps that many connections busy for a while, each in a thread of its own, with one piece of work after the
// other.
Sample LoadSql(const std::string& url, int connections, absl::Duration duration,
               const std::function<void(BareConnection&, int connection)>& work);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_BARE_CLIENT_H_
