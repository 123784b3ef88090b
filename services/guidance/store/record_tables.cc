#include "services/guidance/store/record_tables.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/guidance/store/record_rows.h"
#include "services/guidance/store/sealed_texts.h"
#include "services/runtime/db/multi_insert.h"
#include "services/runtime/db/query.h"

namespace boulevard::guidance::store {
namespace {

using domain::PageOf;
using domain::Uuid;
using runtime::db::Conditions;
using runtime::db::Param;
using runtime::db::Row;

constexpr std::array<std::string_view, 4> kWhoAndWhen = {"id", "young_person_id", "mentor_id", "created_at"};

// What is written anew by an update: all but whose a record is, who made it and when.
template <typename T>
std::vector<std::string> ChangingColumns() {
  std::vector<std::string> columns = {"withdrawn_on"};
  for (const auto& names : {RowsOf<T>::kColumns, RowsOf<T>::kSealed}) {
    columns.insert(columns.end(), names.begin(), names.end());
  }
  columns.insert(columns.end(), {"master_key", "data_key"});
  return columns;
}

template <typename T>
std::string ColumnList() {
  std::vector<std::string> columns(kWhoAndWhen.begin(), kWhoAndWhen.end());
  for (std::string& column : ChangingColumns<T>()) columns.push_back(std::move(column));
  return absl::StrJoin(columns, ", ");
}

template <typename T>
const std::string& Select() {
  static const std::string* const select =
      new std::string(absl::StrCat("SELECT ", ColumnList<T>(), " FROM ", std::string(RowsOf<T>::kTable)));
  return *select;
}

// As ColumnList.
template <typename T>
SealedRow<T> SealedRowOf(const Row& row) {
  SealedRow<T> read;
  T& record = read.record;
  record.id = row.Id(0);
  record.young_person_id = row.Id(1);
  record.mentor_id = row.Id(2);
  record.created_at = row.Time(3);
  record.withdrawn_on = row.OptionalDay(4);
  constexpr int kOwn = 5;
  RowsOf<T>::Read(row, kOwn, record);
  read.texts = SealedTextsOf(row, kOwn + static_cast<int>(RowsOf<T>::kColumns.size()), SealedTableOf<T>());
  return read;
}

template <typename T>
absl::StatusOr<T> Opened(runtime::vault::Vault& vault, SealedRow<T> row) {
  ASSIGN_OR_RETURN(std::vector<std::string> texts,
                   OpenTexts(vault, SealedTableOf<T>(), row.record.id, row.texts));
  const std::vector<std::string*> fields = RowsOf<T>::Texts(row.record);
  for (size_t i = 0; i < fields.size(); ++i) *fields[i] = std::move(texts[i]);
  return std::move(row.record);
}

template <typename T>
SealedTexts Sealed(runtime::vault::Vault& vault, T record) {
  std::vector<std::string_view> texts;
  for (const std::string* text : RowsOf<T>::Texts(record)) texts.push_back(*text);
  return SealTexts(vault, SealedTableOf<T>(), record.id, texts);
}

// As ChangingColumns; they refer to both.
template <typename T>
void AddChanging(const T& record, const SealedTexts& sealed, std::vector<Param>& params) {
  params.emplace_back(record.withdrawn_on);
  RowsOf<T>::AddParams(record, params);
  params.insert(params.end(), sealed.columns.begin(), sealed.columns.end());
  params.insert(params.end(), {sealed.master_key, sealed.data_key});
}

template <typename T>
Conditions ConditionsOf(const domain::RecordFilter& filter, const domain::RecordPage& page) {
  const std::string day(RowsOf<T>::kDay);
  Conditions conditions;
  conditions.Add("young_person_id = ?", filter.young_person_id);
  conditions.AddIf(day + " >= ?", filter.from);
  conditions.AddIf(day + " < ?", filter.until);
  if (!filter.include_withdrawn) conditions.AddAll("withdrawn_on IS NULL", {});
  if (filter.lasting_on) {
    conditions.AddAll("starts_on <= ? AND (ends_on IS NULL OR ends_on > ?)",
                      {*filter.lasting_on, *filter.lasting_on});
  }
  // The first bounds what is read of the index, the second leaves out the rest of that day.
  if (page.before) {
    conditions.Add(day + " <= ?", page.before->on);
    conditions.AddAll("(" + day + " < ? OR id < ?)", {page.before->on, page.before->id});
  }
  return conditions;
}

}  // namespace

template <typename T>
runtime::vault::SealedTable SealedTableOf() {
  return {.table = RowsOf<T>::kTable, .sealed = RowsOf<T>::kSealed};
}

template <typename T>
absl::StatusOr<T> MysqlRecordTables<T>::Get(const Uuid& id) {
  ASSIGN_OR_RETURN(SealedRow<T> row, runtime::db::QueryOne(session_, Select<T>() + " WHERE id = ?", id,
                                                           RowsOf<T>::kName, id.ToString(), SealedRowOf<T>));
  return Opened(vault_, std::move(row));
}

template <typename T>
absl::StatusOr<PageOf<T>> MysqlRecordTables<T>::List(const domain::RecordFilter& filter,
                                                     const domain::RecordPage& page) {
  const std::string order = absl::StrCat(std::string(RowsOf<T>::kDay), " DESC, id DESC");
  ASSIGN_OR_RETURN(PageOf<SealedRow<T>> rows,
                   runtime::db::QueryPage(session_, Select<T>(), ConditionsOf<T>(filter, page), order,
                                          page.size, SealedRowOf<T>));
  PageOf<T> found{.rows = {}, .more = rows.more};
  for (SealedRow<T>& row : rows.rows) {
    ASSIGN_OR_RETURN(T record, Opened(vault_, std::move(row)));
    found.rows.push_back(std::move(record));
  }
  return found;
}

template <typename T>
absl::Status MysqlRecordTables<T>::Insert(std::span<const T> records) {
  const std::string insert =
      absl::StrCat("INSERT INTO ", std::string(RowsOf<T>::kTable), " (", ColumnList<T>(), ") VALUES ");
  runtime::db::MultiInsert rows(insert, kWhoAndWhen.size() + ChangingColumns<T>().size());
  std::deque<SealedTexts> sealed;  // what the rows refer to
  for (const T& record : records) {
    std::vector<Param> params = {record.id, record.young_person_id, record.mentor_id, record.created_at};
    AddChanging(record, sealed.emplace_back(Sealed(vault_, record)), params);
    rows.Add(params);
  }
  return rows.Run(session_);
}

template <typename T>
absl::Status MysqlRecordTables<T>::Update(const T& record) {
  const std::string update = absl::StrCat("UPDATE ", std::string(RowsOf<T>::kTable), " SET ",
                                          absl::StrJoin(ChangingColumns<T>(), " = ?, "), " = ? WHERE id = ?");
  const SealedTexts sealed = Sealed(vault_, record);
  std::vector<Param> params;
  AddChanging(record, sealed, params);
  params.emplace_back(record.id);
  return runtime::db::FoundOne(session_.Execute(update, params), RowsOf<T>::kName, record.id.ToString());
}

template runtime::vault::SealedTable SealedTableOf<domain::ContactMoment>();
template runtime::vault::SealedTable SealedTableOf<domain::DaytimeActivity>();
template runtime::vault::SealedTable SealedTableOf<domain::Assessment>();
template class MysqlRecordTables<domain::ContactMoment>;
template class MysqlRecordTables<domain::DaytimeActivity>;
template class MysqlRecordTables<domain::Assessment>;

}  // namespace boulevard::guidance::store
