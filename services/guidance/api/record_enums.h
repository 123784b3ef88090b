#ifndef BOULEVARD_SERVICES_GUIDANCE_API_RECORD_ENUMS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_RECORD_ENUMS_H_

#include "boulevard/guidance/v1/contact_moments.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/domain/record_words.h"

namespace boulevard::guidance::api {

template <>
struct ContractOf<domain::ContactWay>
    : SameNumbers<v1::ContactWay, v1::ContactWay_MAX, domain::ContactWay::kOther> {};
template <>
struct ContractOf<domain::Attendance>
    : SameNumbers<v1::Attendance, v1::Attendance_MAX, domain::Attendance::kCancelled> {};

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_RECORD_ENUMS_H_
