#ifndef BOULEVARD_SERVICES_RUNTIME_DB_STATEMENT_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_STATEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/runtime/id/uuid.h"

namespace boulevard::runtime::db {

// One value bound to a "?" of a statement. Text and Uuid are referred to, not copied: they must outlive the
// call. Dates become DATE, times DATETIME(6) in UTC; the years 1 to 9999, else the call gives
// INVALID_ARGUMENT.
class Param {
 public:
  using Value = std::variant<std::nullptr_t, int64_t, double, std::string_view, absl::CivilDay, absl::Time>;

  Param(std::nullptr_t) : value_(nullptr) {}                            // NOLINT(google-explicit-constructor)
  Param(bool value) : value_(int64_t{value}) {}                         // NOLINT(google-explicit-constructor)
  Param(int value) : value_(int64_t{value}) {}                          // NOLINT(google-explicit-constructor)
  Param(unsigned value) : value_(int64_t{value}) {}                     // NOLINT(google-explicit-constructor)
  Param(int64_t value) : value_(value) {}                               // NOLINT(google-explicit-constructor)
  Param(double value) : value_(value) {}                                // NOLINT(google-explicit-constructor)
  Param(std::string_view value) : value_(value) {}                      // NOLINT(google-explicit-constructor)
  Param(const char* value) : value_(std::string_view(value)) {}         // NOLINT(google-explicit-constructor)
  Param(const std::string& value) : value_(std::string_view(value)) {}  // NOLINT(google-explicit-constructor)
  Param(const Uuid& value) : value_(value.AsBytes()) {}                 // NOLINT(google-explicit-constructor)
  Param(absl::CivilDay value) : value_(value) {}                        // NOLINT(google-explicit-constructor)
  Param(absl::Time value) : value_(value) {}                            // NOLINT(google-explicit-constructor)
  template <typename T>
  Param(const std::optional<T>& value) {  // NOLINT(google-explicit-constructor)
    if (value) *this = Param(*value);
  }

  const Value& value() const { return value_; }

 private:
  Value value_ = nullptr;
};

// The row that a query stands on. Columns are counted from 0; a NULL reads as zero, empty or nil, and as
// nothing through the Optional forms. Text is valid until the next row.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool IsNull(int column) const = 0;
  virtual int64_t Int(int column) const = 0;
  virtual double Double(int column) const = 0;
  virtual std::string_view Text(int column) const = 0;
  virtual Uuid Id(int column) const = 0;
  virtual absl::CivilDay Day(int column) const = 0;
  virtual absl::Time Time(int column) const = 0;

  bool Bool(int column) const { return Int(column) != 0; }
  std::string String(int column) const { return std::string(Text(column)); }
  std::optional<int64_t> OptionalInt(int column) const {
    return IsNull(column) ? std::nullopt : std::optional(Int(column));
  }
  std::optional<absl::CivilDay> OptionalDay(int column) const {
    return IsNull(column) ? std::nullopt : std::optional(Day(column));
  }
  std::optional<absl::Time> OptionalTime(int column) const {
    return IsNull(column) ? std::nullopt : std::optional(Time(column));
  }
  std::optional<Uuid> OptionalId(int column) const {
    return IsNull(column) ? std::nullopt : std::optional(Id(column));
  }
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_STATEMENT_H_
