#ifndef BOULEVARD_SERVICES_RUNTIME_LOG_JSON_LINE_H_
#define BOULEVARD_SERVICES_RUNTIME_LOG_JSON_LINE_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/runtime/log/log.h"

namespace boulevard::runtime::log {

// Appends one log line without its end of line:
// {"time":"...","level":"info","program":"...","event":"...",...}. `program` is left out when empty. Bytes
// that are not UTF-8 become U+FFFD, numbers that JSON cannot hold null.
void AppendJsonLine(std::string& out, absl::Time time, Level level, std::string_view program,
                    std::string_view event, std::initializer_list<Field> fields);

}  // namespace boulevard::runtime::log

#endif  // BOULEVARD_SERVICES_RUNTIME_LOG_JSON_LINE_H_
