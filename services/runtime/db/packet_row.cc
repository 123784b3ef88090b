#include "services/runtime/db/packet_row.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "absl/strings/numbers.h"
#include "services/runtime/status/absl_view.h"

// The layout is that of https://mariadb.com/kb/en/resultset-row/#binary-resultset-row.
namespace boulevard::runtime::db {
namespace {

static_assert(std::endian::native == std::endian::little, "the protocol's numbers are little-endian");

template <typename T>
T Load(const unsigned char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

template <typename Signed, typename Unsigned>
int64_t LoadAs(const unsigned char* bytes, bool is_unsigned) {
  return is_unsigned ? int64_t{Load<Unsigned>(bytes)} : int64_t{Load<Signed>(bytes)};
}

int64_t LoadInt(const unsigned char* bytes, size_t size, bool is_unsigned) {
  switch (size) {
    case 1:
      return LoadAs<int8_t, uint8_t>(bytes, is_unsigned);
    case 2:
      return LoadAs<int16_t, uint16_t>(bytes, is_unsigned);
    case 4:
      return LoadAs<int32_t, uint32_t>(bytes, is_unsigned);
    default:
      return Load<int64_t>(bytes);
  }
}

// A length-encoded integer; moves `bytes` behind it.
size_t TakeLength(const unsigned char*& bytes) {
  const unsigned char first = *bytes++;
  if (first < 0xfb) return first;
  const size_t width = first == 0xfc ? 2 : first == 0xfd ? 3 : 8;
  uint64_t length = 0;
  std::memcpy(&length, bytes, width);
  bytes += width;
  return length;
}

// Zero for what carries its own length.
size_t FixedSize(enum_field_types type) {
  switch (type) {
    case MYSQL_TYPE_TINY:
      return 1;
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_YEAR:
      return 2;
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_FLOAT:
      return 4;
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_DOUBLE:
      return 8;
    default:
      return 0;
  }
}

bool IsFraction(enum_field_types type) {
  return type == MYSQL_TYPE_FLOAT || type == MYSQL_TYPE_DOUBLE;
}

}  // namespace

void PacketRow::ReadRowsOf(MYSQL_STMT* statement) {
  mysql_stmt_attr_set(statement, STMT_ATTR_CB_USER_DATA, this);
  mysql_stmt_attr_set(statement, STMT_ATTR_CB_RESULT, reinterpret_cast<const void*>(&PacketRow::TakeCell));
}

void PacketRow::Describe(const MYSQL_FIELD* fields, size_t count) {
  fields_ = fields;
  cells_.resize(count);
}

void PacketRow::TakeCell(void* self, unsigned column, unsigned char** position) {
  auto& row = *static_cast<PacketRow*>(self);
  if (position == nullptr) {
    row.cells_[column] = Cell{};
    return;
  }
  const unsigned char* bytes = *position;
  size_t size = FixedSize(row.fields_[column].type);
  if (size == 0) size = TakeLength(bytes);
  row.cells_[column] = Cell{bytes, size};
  *position = const_cast<unsigned char*>(bytes + size);
}

int64_t PacketRow::Int(int column) const {
  const Cell& cell = cells_[column];
  const MYSQL_FIELD& field = fields_[column];
  if (cell.bytes == nullptr) return 0;
  if (IsFraction(field.type)) return static_cast<int64_t>(Double(column));
  if (FixedSize(field.type) != 0) return LoadInt(cell.bytes, cell.size, (field.flags & UNSIGNED_FLAG) != 0);
  // A SUM of integers is a DECIMAL, which travels as text.
  int64_t value = 0;
  return absl::SimpleAtoi(AbslView(Text(column)), &value) ? value : 0;
}

double PacketRow::Double(int column) const {
  const Cell& cell = cells_[column];
  const enum_field_types type = fields_[column].type;
  if (cell.bytes == nullptr) return 0;
  if (type == MYSQL_TYPE_DOUBLE) return Load<double>(cell.bytes);
  if (type == MYSQL_TYPE_FLOAT) return Load<float>(cell.bytes);
  if (FixedSize(type) != 0) return static_cast<double>(Int(column));
  double value = 0;
  return absl::SimpleAtod(AbslView(Text(column)), &value) ? value : 0;
}

std::string_view PacketRow::Text(int column) const {
  const Cell& cell = cells_[column];
  return {reinterpret_cast<const char*>(cell.bytes), cell.size};
}

Uuid PacketRow::Id(int column) const {
  Uuid id;
  const Cell& cell = cells_[column];
  if (cell.size == id.bytes.size()) std::memcpy(id.bytes.data(), cell.bytes, cell.size);
  return id;
}

absl::CivilDay PacketRow::Day(int column) const {
  const Cell& cell = cells_[column];
  if (cell.size < 4) return absl::CivilDay();
  return absl::CivilDay(Load<uint16_t>(cell.bytes), cell.bytes[2], cell.bytes[3]);
}

absl::Time PacketRow::Time(int column) const {
  const Cell& cell = cells_[column];
  if (cell.size < 4) return absl::UnixEpoch();
  // In UTC every day has 24 hours: no need to ask the time zone.
  int64_t seconds = (Day(column) - absl::CivilDay()) * 86'400;
  int64_t microseconds = 0;
  if (cell.size >= 7) seconds += (cell.bytes[4] * 60 + cell.bytes[5]) * 60 + cell.bytes[6];
  if (cell.size >= 11) microseconds = Load<uint32_t>(cell.bytes + 7);
  return absl::FromUnixMicros(seconds * 1'000'000 + microseconds);
}

}  // namespace boulevard::runtime::db
