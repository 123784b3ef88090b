#ifndef BOULEVARD_SERVICES_GUIDANCE_API_RECORD_ENUMS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_RECORD_ENUMS_H_

#include "boulevard/guidance/v1/agenda.pb.h"
#include "boulevard/guidance/v1/contact_moments.pb.h"
#include "boulevard/guidance/v1/daytime_activities.pb.h"
#include "boulevard/guidance/v1/readiness.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/domain/record_words.h"

namespace boulevard::guidance::api {

template <>
struct ContractOf<domain::ContactWay>
    : SameNumbers<v1::ContactWay, v1::ContactWay_MAX, domain::ContactWay::kOther> {};
template <>
struct ContractOf<domain::Attendance>
    : SameNumbers<v1::Attendance, v1::Attendance_MAX, domain::Attendance::kCancelled> {};

template <>
struct ContractOf<domain::DaytimeActivityKind>
    : SameNumbers<v1::DaytimeActivityKind, v1::DaytimeActivityKind_MAX,
                  domain::DaytimeActivityKind::kLanguageCourse> {};
template <>
struct ContractOf<domain::BlockCause>
    : SameNumbers<v1::BlockCause, v1::BlockCause_MAX, domain::BlockCause::kOwnChoice> {};
template <>
struct ContractOf<domain::ReadinessSignalKind>
    : SameNumbers<v1::ReadinessSignalKind, v1::ReadinessSignalKind_MAX,
                  domain::ReadinessSignalKind::kStartQualification> {};
template <>
struct ContractOf<domain::SignalBound>
    : SameNumbers<v1::SignalBound, v1::SignalBound_MAX, domain::SignalBound::kAtLeast> {};
template <>
struct ContractOf<domain::DueKind> : SameNumbers<v1::DueKind, v1::DueKind_MAX, domain::DueKind::kContact> {};

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_RECORD_ENUMS_H_
