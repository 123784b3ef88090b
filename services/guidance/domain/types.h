#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TYPES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TYPES_H_

#include <string>

#include "absl/time/civil_time.h"
#include "services/runtime/id/page.h"
#include "services/runtime/id/uuid.h"

// The things of guidance.
namespace boulevard::guidance::domain {

using runtime::Page;
using runtime::PageOf;
using runtime::Uuid;
using Day = absl::CivilDay;

struct Mentor {
  Uuid id;
  std::string name;
  std::string subject;  // of their tokens
  std::string team;
  bool inactive = false;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TYPES_H_
