#include "services/placements/domain/applications.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/placements/domain/application_offers.h"
#include "services/placements/domain/application_state.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/open_offers.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/rule_sets.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// A sweep is one of many; what it leaves is for the next.
constexpr int kApplicationsInOneSweep = 200;

bool SeesAll(const runtime::Principal& principal) {
  return principal.role == runtime::Role::kCoordinator;
}

absl::Status CheckSeen(const runtime::Principal& principal, const Application& application) {
  if (SeesAll(principal) || application.created_by == principal.subject) return absl::OkStatus();
  return absl::PermissionDeniedError("the application was made by someone else");
}

absl::Status CheckFacts(const Application& application, Day today) {
  std::vector<runtime::FieldViolation> faults;
  if (application.situation_since && *application.situation_since > today) {
    faults.push_back({"application.situationSince", "not-future", "must not be in the future"});
  }
  const auto& others = application.must_not_share_with;
  if (std::find(others.begin(), others.end(), application.young_person_id) != others.end()) {
    faults.push_back({"application.mustNotShareWith", "other", "must name other people"});
  }
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

// The programmes that an application names are there.
absl::Status CheckProgrammes(Tables& tables, const Application& application) {
  if (!application.programme_id.empty()) {
    RETURN_IF_ERROR(
        ReferredTo("application.programmeId", tables.stock.GetProgramme(application.programme_id)).status());
  }
  if (application.step_down_from.empty()) return absl::OkStatus();
  return ReferredTo("application.stepDownFrom", tables.stock.GetProgramme(application.step_down_from))
      .status();
}

absl::Status CheckFirst(Tables& tables, const Application& application) {
  ASSIGN_OR_RETURN(const std::vector<Application> live,
                   tables.applications.LiveOf(application.young_person_id));
  for (const Application& other : live) {
    if (other.programme_id != application.programme_id) continue;
    const std::string is_there = "has application " + other.id.ToString() + " for it, which is not over";
    return runtime::WithDetails(
        absl::AlreadyExistsError("the young person " + is_there),
        {.fields = {{"application.programmeId", "unique", "the young person " + is_there}},
         .existing_id = other.id.ToString()});
  }
  return absl::OkStatus();
}

absl::Status InsertFirst(Tables& tables, const Application& application, const Actor& actor) {
  RETURN_IF_ERROR(CheckProgrammes(tables, application));
  // Whoever else applies for the same person waits here.
  RETURN_IF_ERROR(tables.applications.EnsureResident(application.young_person_id));
  RETURN_IF_ERROR(CheckFirst(tables, application));
  RETURN_IF_ERROR(tables.applications.Insert(application));
  return tables.applications.Insert(ApplicationChange{.id = application.id,
                                                      .application_id = application.id,
                                                      .changed_at = application.created_at,
                                                      .actor = actor,
                                                      .step = "create",
                                                      .to = application.state});
}

}  // namespace

absl::StatusOr<PageOf<Application>> Applications::List(const runtime::CallContext& context,
                                                       ApplicationFilter filter, const Page& page) const {
  if (!SeesAll(context.principal)) filter.created_by = context.principal.subject;
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.applications.List(filter, page); });
}

absl::StatusOr<Application> Applications::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Application application, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return tables.applications.Get(id);
                   }));
  RETURN_IF_ERROR(CheckSeen(context.principal, application));
  return application;
}

absl::StatusOr<Application> Applications::Create(const runtime::CallContext& context,
                                                 const Application& draft) const {
  Application application = draft;
  application.created_at = NowOf(clock_);
  RETURN_IF_ERROR(CheckFacts(application, runtime::TodayIn(application.created_at)));
  application.id = runtime::NewUuid(application.created_at);
  application.created_by = context.principal.subject;
  application.state = ApplicationState::kSubmitted;
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Application> {
    Application made = application;
    RETURN_IF_ERROR(RenewConfirmation(tables, made, made.created_at));
    RETURN_IF_ERROR(InsertFirst(tables, made, ActorOf(context.principal)));
    return made;
  });
}

absl::StatusOr<Application> Applications::Update(const runtime::CallContext& context, const Uuid& id,
                                                 absl::FunctionRef<absl::Status(Application&)> change) const {
  return Step(context, id, "update", [&](Tables& tables, Application& application) -> absl::Status {
    if (!SeesAll(context.principal) && application.state != ApplicationState::kSubmitted) {
      return runtime::WrongState("application", "update", Word(application.state), {"confirm", "withdraw"});
    }
    RETURN_IF_ERROR(change(application));
    RETURN_IF_ERROR(CheckFacts(application, runtime::Today(clock_)));
    return CheckProgrammes(tables, application);
  });
}

absl::StatusOr<Application> Applications::Assess(const runtime::CallContext& context, const Uuid& id) const {
  return Step(context, id, "assess", [](Tables&, Application& application) {
    application.waiting_since.reset();
    application.pause.reset();
    return absl::OkStatus();
  });
}

absl::StatusOr<Application> Applications::Admit(const runtime::CallContext& context, const Uuid& id) const {
  return Step(context, id, "admit", [&](Tables&, Application& application) {
    application.waiting_since = NowOf(clock_);
    return absl::OkStatus();
  });
}

absl::StatusOr<Application> Applications::Reject(const runtime::CallContext& context, const Uuid& id,
                                                 ClosingReason reason) const {
  return Step(context, id, "reject", [&](Tables& tables, Application& application) -> absl::Status {
    ASSIGN_OR_RETURN(const RuleSet rule_set, CurrentRuleSet(tables, application.programme_id));
    application.closing_reason = reason;
    application.rule_set_version = rule_set.version;
    return absl::OkStatus();
  });
}

absl::StatusOr<Application> Applications::Withdraw(const runtime::CallContext& context, const Uuid& id,
                                                   ClosingReason reason) const {
  ASSIGN_OR_RETURN(const Application seen, Get(context, id));
  const auto withdraw = [&](Booking& booking, std::span<const Offer> open) -> absl::StatusOr<Application> {
    const auto close = [&](Tables&, Application& application) {
      application.closing_reason = reason;
      return absl::OkStatus();
    };
    ASSIGN_OR_RETURN(Application withdrawn, StepIn(booking.tables(), context, id, "withdraw", close));
    for (const Offer& offer : open) {
      if (offer.application_id != id) continue;
      RETURN_IF_ERROR(RevokeForReason(booking, offer, RevokeReason::kApplicationWithdrawn));
    }
    return withdrawn;
  };
  return BookWithOpenOffers(store_, clock_, context.deadline, seen.young_person_id, withdraw);
}

absl::StatusOr<Application> Applications::Confirm(const runtime::CallContext& context, const Uuid& id) const {
  return Step(context, id, "confirm", [&](Tables& tables, Application& application) {
    return RenewConfirmation(tables, application, NowOf(clock_));
  });
}

absl::StatusOr<PageOf<ApplicationChange>> Applications::History(const runtime::CallContext& context,
                                                                const Uuid& id, const Page& page) const {
  RETURN_IF_ERROR(Get(context, id).status());
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.applications.ListChanges(id, page); });
}

absl::StatusOr<Application> Applications::Step(const runtime::CallContext& context, const Uuid& id,
                                               std::string_view step, Change change) const {
  // Whose an application is never changes, so it may be read before that row is locked.
  ASSIGN_OR_RETURN(const Application seen, Get(context, id));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Application> {
    RETURN_IF_ERROR(tables.bookings.LockResident(seen.young_person_id));
    return StepIn(tables, context, id, step, change);
  });
}

absl::StatusOr<Application> Applications::StepIn(Tables& tables, const runtime::CallContext& context,
                                                 const Uuid& id, std::string_view step, Change change) const {
  const absl::Time now = NowOf(clock_);
  ASSIGN_OR_RETURN(const Application before, tables.applications.Get(id));
  Application after = before;
  ASSIGN_OR_RETURN(after.state, StateAfter(before, step, now));
  RETURN_IF_ERROR(change(tables, after));
  RETURN_IF_ERROR(SaveStep(tables, before, after, step, ActorOf(context.principal), now));
  return after;
}

absl::StatusOr<int> ExpireOverdueApplications(Store& store, const runtime::Clock& clock,
                                              absl::Time deadline) {
  const absl::Time now = NowOf(clock);
  ASSIGN_OR_RETURN(const std::vector<Application> overdue, ReadFrom(store, deadline, [&](Tables& tables) {
                     return tables.applications.Overdue(now, kApplicationsInOneSweep);
                   }));
  absl::Status first_error;
  int expired = 0;
  for (const Application& found : overdue) {
    first_error.Update(store.InTransaction(deadline, [&](Tables& tables) -> absl::Status {
      RETURN_IF_ERROR(tables.bookings.LockResident(found.young_person_id));
      ASSIGN_OR_RETURN(const Application before, tables.applications.Get(found.id));
      if (StateAt(before, now) != ApplicationState::kExpired) return absl::OkStatus();
      Application after = before;
      after.state = ApplicationState::kExpired;
      return SaveStep(tables, before, after, "expire", Actor{}, now);
    }));
    ++expired;
  }
  RETURN_IF_ERROR(first_error);
  return expired;
}

}  // namespace boulevard::placements::domain
