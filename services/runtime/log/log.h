#ifndef BOULEVARD_SERVICES_RUNTIME_LOG_LOG_H_
#define BOULEVARD_SERVICES_RUNTIME_LOG_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace boulevard::runtime::log {

enum class Level { kInfo, kWarning, kError };

// One value of a log line. Never personal data: no names, e-mail addresses, birth dates or BSN, no request
// bodies, no tokens.
struct Field {
  std::string_view key;
  std::variant<std::string_view, int64_t, double, bool> value;
};

// Writes one JSON object on one line of standard error: time (UTC, microseconds), level, event, then the
// fields in order. Thread-safe; never blocks a request on a slow reader for long (asynchronous, bounded, the
// oldest lines are dropped).
void Write(Level level, std::string_view event, std::initializer_list<Field> fields = {});

inline void Info(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kInfo, event, fields);
}
inline void Warning(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kWarning, event, fields);
}
inline void Error(std::string_view event, std::initializer_list<Field> fields = {}) {
  Write(Level::kError, event, fields);
}

// Names the program in every line, and where lines go: standard error, or the file at `path` when not empty.
// Call once, in main.
void Start(std::string_view program, std::string_view path = {});
// Writes out what is queued.
void Flush();

}  // namespace boulevard::runtime::log

#endif  // BOULEVARD_SERVICES_RUNTIME_LOG_LOG_H_
