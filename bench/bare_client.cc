#include "bench/bare_client.h"

#include <cstring>
#include <latch>
#include <memory>
#include <thread>

#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

MYSQL_TIME TimeOf(const absl::CivilSecond& second, int64_t microseconds) {
  MYSQL_TIME time{};
  time.year = static_cast<unsigned>(second.year());
  time.month = static_cast<unsigned>(second.month());
  time.day = static_cast<unsigned>(second.day());
  time.hour = static_cast<unsigned>(second.hour());
  time.minute = static_cast<unsigned>(second.minute());
  time.second = static_cast<unsigned>(second.second());
  time.second_part = static_cast<unsigned long>(microseconds);
  return time;
}

// The binds of a row of parameters, which refer to the values and to times kept here.
class Binds {
 public:
  explicit Binds(const std::vector<Value>& values) : binds_(values.size()), times_(values.size()) {
    for (size_t i = 0; i < values.size(); ++i) {
      std::visit([&](const auto& value) { Set(binds_[i], times_[i], value); }, values[i]);
    }
  }
  MYSQL_BIND* data() { return binds_.data(); }

 private:
  static void Set(MYSQL_BIND& bind, MYSQL_TIME&, std::nullptr_t) { bind.buffer_type = MYSQL_TYPE_NULL; }
  static void Set(MYSQL_BIND& bind, MYSQL_TIME&, const int64_t& value) {
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.buffer = const_cast<int64_t*>(&value);
  }
  static void Set(MYSQL_BIND& bind, MYSQL_TIME&, const double& value) {
    bind.buffer_type = MYSQL_TYPE_DOUBLE;
    bind.buffer = const_cast<double*>(&value);
  }
  static void Set(MYSQL_BIND& bind, MYSQL_TIME&, const std::string& value) {
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = const_cast<char*>(value.data());
    bind.buffer_length = value.size();
  }
  static void Set(MYSQL_BIND& bind, MYSQL_TIME& time, absl::CivilDay value) {
    time = TimeOf(absl::CivilSecond(value), 0);
    time.time_type = MYSQL_TIMESTAMP_DATE;
    bind.buffer_type = MYSQL_TYPE_DATE;
    bind.buffer = &time;
  }
  static void Set(MYSQL_BIND& bind, MYSQL_TIME& time, absl::Time value) {
    const auto parts = absl::UTCTimeZone().At(value);
    time = TimeOf(parts.cs, absl::ToInt64Microseconds(parts.subsecond));
    time.time_type = MYSQL_TIMESTAMP_DATETIME;
    bind.buffer_type = MYSQL_TYPE_DATETIME;
    bind.buffer = &time;
  }

  std::vector<MYSQL_BIND> binds_;
  std::vector<MYSQL_TIME> times_;
};

// Where one column of the rows goes, in the form in which it comes.
struct Column {
  alignas(8) char bytes[512];
};

enum_field_types BufferTypeOf(enum_field_types type) {
  switch (type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
      return MYSQL_TYPE_LONGLONG;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_DATETIME:
      return type;
    default:
      return MYSQL_TYPE_STRING;
  }
}

}  // namespace

Value Kept(const runtime::db::Param& param) {
  return std::visit(
      [](const auto& value) -> Value {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string_view>) {
          return std::string(value);
        } else {
          return value;
        }
      },
      param.value());
}

BareConnection::BareConnection(const std::string& url) : mysql_(mysql_init(nullptr)) {
  const auto options = runtime::db::ConnectOptions::Parse(url);
  if (!options.ok()) tests::Die(options.status().ToString());
  if (mysql_real_connect(mysql_, options->host.c_str(), options->user.c_str(), options->password.c_str(),
                         options->schema.c_str(), static_cast<unsigned>(options->port),
                         options->socket.empty() ? nullptr : options->socket.c_str(), 0) == nullptr) {
    Fail();
  }
  Command("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
}

BareConnection::~BareConnection() {
  for (const auto& [sql, statement] : statements_) mysql_stmt_close(statement);
  mysql_close(mysql_);
}

void BareConnection::Fail() {
  tests::Die(std::string("the bare client: ") + mysql_error(mysql_));
}

void BareConnection::Command(const std::string& sql) {
  if (mysql_query(mysql_, sql.c_str()) != 0) Fail();
}

MYSQL_STMT* BareConnection::Prepared(const std::string& sql) {
  MYSQL_STMT*& statement = statements_[sql];
  if (statement == nullptr) {
    statement = mysql_stmt_init(mysql_);
    if (mysql_stmt_prepare(statement, sql.data(), sql.size()) != 0) Fail();
  }
  return statement;
}

void BareConnection::Run(const std::string& sql, const std::vector<Value>& values) {
  MYSQL_STMT* statement = Prepared(sql);
  Binds binds(values);
  if (!values.empty()) mysql_stmt_bind_param(statement, binds.data());
  if (mysql_stmt_execute(statement) != 0) Fail();
  if (mysql_stmt_field_count(statement) > 0) ReadRows(statement);
}

void BareConnection::ReadRows(MYSQL_STMT* statement) {
  const unsigned count = mysql_stmt_field_count(statement);
  MYSQL_RES* fields = mysql_stmt_result_metadata(statement);
  std::vector<Column> columns(count);
  std::vector<MYSQL_BIND> binds(count);
  for (unsigned i = 0; i < count; ++i) {
    binds[i].buffer_type = BufferTypeOf(mysql_fetch_field_direct(fields, i)->type);
    binds[i].buffer = columns[i].bytes;
    binds[i].buffer_length = sizeof(columns[i].bytes);
  }
  mysql_free_result(fields);
  mysql_stmt_bind_result(statement, binds.data());
  if (mysql_stmt_store_result(statement) != 0) Fail();
  while (mysql_stmt_fetch(statement) == 0) {
  }
  mysql_stmt_free_result(statement);
}

Sample LoadSql(const std::string& url, int connections, absl::Duration duration,
               const std::function<void(BareConnection&, int)>& work) {
  std::vector<Sample> samples(static_cast<size_t>(connections));
  std::latch connected(connections + 1);
  std::vector<std::thread> threads;
  threads.reserve(samples.size());
  for (int i = 0; i < connections; ++i) {
    threads.emplace_back([&, i] {
      BareConnection connection(url);
      Sample& sample = samples[static_cast<size_t>(i)];
      connected.arrive_and_wait();
      const absl::Time end = absl::Now() + duration;
      for (absl::Time began = absl::Now(); began < end; began = absl::Now()) {
        work(connection, i);
        sample.latencies_ms.push_back(static_cast<float>(absl::ToDoubleMilliseconds(absl::Now() - began)));
      }
    });
  }
  connected.arrive_and_wait();
  const absl::Time start = absl::Now();
  for (std::thread& thread : threads) thread.join();
  Sample all{.duration = absl::Now() - start};
  for (const Sample& sample : samples) {
    all.latencies_ms.insert(all.latencies_ms.end(), sample.latencies_ms.begin(), sample.latencies_ms.end());
  }
  all.done = static_cast<int64_t>(all.latencies_ms.size());
  return all;
}

}  // namespace boulevard::bench
