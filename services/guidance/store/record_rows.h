#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_RECORD_ROWS_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_RECORD_ROWS_H_

#include <string>
#include <string_view>
#include <vector>

#include "services/guidance/domain/record_types.h"
#include "services/runtime/db/statement.h"

namespace boulevard::guidance::store {

// What the rows of each kind of record hold beside what all records do. The texts, in the order of kSealed,
// end with the reason of a withdrawal.
template <typename T>
struct RowsOf;

template <>
struct RowsOf<domain::ContactMoment> {
  static constexpr std::string_view kTable = "contact_moments";
  static constexpr std::string_view kName = "contact moment";
  static constexpr std::string_view kDay = "held_on";
  static const std::vector<std::string_view> kColumns;
  static const std::vector<std::string_view> kSealed;
  // From column `first` on.
  static void Read(const runtime::db::Row& row, int first, domain::ContactMoment& moment);
  static void AddParams(const domain::ContactMoment& moment, std::vector<runtime::db::Param>& params);
  static std::vector<std::string*> Texts(domain::ContactMoment& moment);
};

template <>
struct RowsOf<domain::DaytimeActivity> {
  static constexpr std::string_view kTable = "daytime_activities";
  static constexpr std::string_view kName = "daytime activity";
  static constexpr std::string_view kDay = "starts_on";
  static const std::vector<std::string_view> kColumns;
  static const std::vector<std::string_view> kSealed;
  static void Read(const runtime::db::Row& row, int first, domain::DaytimeActivity& activity);
  static void AddParams(const domain::DaytimeActivity& activity, std::vector<runtime::db::Param>& params);
  static std::vector<std::string*> Texts(domain::DaytimeActivity& activity);
};

template <>
struct RowsOf<domain::Assessment> {
  static constexpr std::string_view kTable = "assessments";
  static constexpr std::string_view kName = "assessment";
  static constexpr std::string_view kDay = "assessed_on";
  static const std::vector<std::string_view> kColumns;
  static const std::vector<std::string_view> kSealed;
  static void Read(const runtime::db::Row& row, int first, domain::Assessment& assessment);
  static void AddParams(const domain::Assessment& assessment, std::vector<runtime::db::Param>& params);
  static std::vector<std::string*> Texts(domain::Assessment& assessment);
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_RECORD_ROWS_H_
