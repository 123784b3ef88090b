#include "services/placements/domain/applications.h"

#include "services/placements/domain/booking.h"
#include "services/placements/domain/reading.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

bool SeesAll(const runtime::Principal& principal) {
  return principal.role == runtime::Role::kCoordinator;
}

}  // namespace

absl::StatusOr<PageOf<Application>> Applications::List(const runtime::CallContext& context,
                                                       const Page& page) const {
  ApplicationFilter filter;
  if (!SeesAll(context.principal)) filter.created_by = context.principal.subject;
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.bookings.ListApplications(filter, page); });
}

absl::StatusOr<Application> Applications::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Application application, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return tables.bookings.GetApplication(id);
                   }));
  if (!SeesAll(context.principal) && application.created_by != context.principal.subject) {
    return absl::PermissionDeniedError("the application was made by someone else");
  }
  return application;
}

absl::StatusOr<Application> Applications::Create(const runtime::CallContext& context,
                                                 const Application& draft) const {
  Application application = draft;
  application.created_at = NowOf(clock_);
  if (application.birth_date >= runtime::TodayIn(application.created_at)) {
    return runtime::InvalidField("application.birthDate", "past", "must be in the past");
  }
  application.id = runtime::NewUuid(application.created_at);
  application.created_by = context.principal.subject;
  RETURN_IF_ERROR(store_.InTransaction(context.deadline,
                                       [&](Tables& tables) { return tables.bookings.Insert(application); }));
  return application;
}

}  // namespace boulevard::placements::domain
