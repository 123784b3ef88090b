#include "services/runtime/log/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string>

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/sink.h>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "services/runtime/log/json_line.h"

namespace boulevard::runtime::log {
namespace {

constexpr size_t kQueuedLines = 4096;
constexpr absl::Duration kLongestFlush = absl::Seconds(2);

// Writes finished lines to a descriptor, from the logger's one thread.
class LineSink final : public spdlog::sinks::sink {
 public:
  // Appends to the file at `path` from now on; stays where it is when the file cannot be opened.
  bool Redirect(const std::string& path) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (file < 0) return false;
    absl::MutexLock lock(&mutex_);
    if (descriptor_ != STDERR_FILENO) close(descriptor_);
    descriptor_ = file;
    return true;
  }

  void log(const spdlog::details::log_msg& message) override {
    absl::MutexLock lock(&mutex_);
    std::string_view rest(message.payload.data(), message.payload.size());
    while (!rest.empty()) {
      const ssize_t written = write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      // A log that cannot be written must not stop the service.
      if (written <= 0) return;
      rest.remove_prefix(static_cast<size_t>(written));
    }
  }

  // The logger's thread comes here once all lines queued before are written.
  void flush() override {
    absl::MutexLock lock(&mutex_);
    ++flushes_;
  }
  int64_t flushes() const {
    absl::MutexLock lock(&mutex_);
    return flushes_;
  }
  void AwaitFlush(int64_t after) const {
    const auto flushed = [this, after] {
      mutex_.AssertReaderHeld();
      return flushes_ > after;
    };
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&flushed), kLongestFlush);
  }

  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  mutable absl::Mutex mutex_;
  int descriptor_ ABSL_GUARDED_BY(mutex_) = STDERR_FILENO;
  int64_t flushes_ ABSL_GUARDED_BY(mutex_) = 0;
};

struct Output {
  Output() { logger->set_level(spdlog::level::info); }

  std::string program;
  std::shared_ptr<LineSink> sink = std::make_shared<LineSink>();
  std::shared_ptr<spdlog::details::thread_pool> pool =
      std::make_shared<spdlog::details::thread_pool>(kQueuedLines, 1);
  std::shared_ptr<spdlog::async_logger> logger = std::make_shared<spdlog::async_logger>(
      "boulevard", sink, pool, spdlog::async_overflow_policy::overrun_oldest);
};

// Never destroyed: destructors of other static objects and late threads may still log.
Output& TheOutput() {
  static Output* const output = [] {
    std::atexit(Flush);
    return new Output;
  }();
  return *output;
}

}  // namespace

void Write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  thread_local std::string line;
  line.clear();
  Output& output = TheOutput();
  AppendJsonLine(line, absl::Now(), level, output.program, event, fields);
  line += '\n';
  output.logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

void Start(std::string_view program, std::string_view path) {
  Output& output = TheOutput();
  output.program = program;
  if (!path.empty() && !output.sink->Redirect(std::string(path))) {
    Error("log file cannot be opened", {{"path", path}});
  }
}

void Flush() {
  Output& output = TheOutput();
  const int64_t before = output.sink->flushes();
  output.logger->flush();
  output.sink->AwaitFlush(before);
}

}  // namespace boulevard::runtime::log
