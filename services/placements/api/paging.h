#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_PAGING_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_PAGING_H_

#include "services/runtime/message/paging.h"

namespace boulevard::placements::api {

using runtime::CursorFrom;
using runtime::kDefaultPageSize;
using runtime::NextPageToken;
using runtime::PageFrom;
using runtime::PageSizeFrom;
using runtime::PageTokenAfter;

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_PAGING_H_
