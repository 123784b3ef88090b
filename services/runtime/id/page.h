#ifndef BOULEVARD_SERVICES_RUNTIME_ID_PAGE_H_
#define BOULEVARD_SERVICES_RUNTIME_ID_PAGE_H_

#include <optional>
#include <vector>

#include "services/runtime/id/uuid.h"

namespace boulevard::runtime {

// Which part of a list that is ordered by id.
struct Page {
  int size = 50;
  std::optional<Uuid> after;  // the last id of the page before
};

// A page holds up to `size` rows, and whether there are more.
template <typename T>
struct PageOf {
  std::vector<T> rows;
  bool more = false;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_ID_PAGE_H_
