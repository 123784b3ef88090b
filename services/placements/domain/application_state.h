#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_STATE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_STATE_H_

#include <string_view>

#include "services/placements/domain/application.h"
#include "services/placements/domain/transition.h"

namespace boulevard::placements::domain {

// What callers do with an application, or by it: an offer is made for it. That it is placed or comes back
// from an offer follows from what becomes of its offers (application_offers.h); that it expires is no step.
inline constexpr std::array kApplicationSteps = {
    Transition<ApplicationState>{"assess", ApplicationState::kSubmitted, ApplicationState::kInAssessment},
    Transition<ApplicationState>{"update", ApplicationState::kSubmitted, ApplicationState::kSubmitted},
    Transition<ApplicationState>{"confirm", ApplicationState::kSubmitted, ApplicationState::kSubmitted},
    Transition<ApplicationState>{"reject", ApplicationState::kSubmitted, ApplicationState::kRejected},
    Transition<ApplicationState>{"withdraw", ApplicationState::kSubmitted, ApplicationState::kWithdrawn},

    Transition<ApplicationState>{"admit", ApplicationState::kInAssessment, ApplicationState::kWaiting},
    Transition<ApplicationState>{"update", ApplicationState::kInAssessment, ApplicationState::kInAssessment},
    Transition<ApplicationState>{"confirm", ApplicationState::kInAssessment, ApplicationState::kInAssessment},
    Transition<ApplicationState>{"reject", ApplicationState::kInAssessment, ApplicationState::kRejected},
    Transition<ApplicationState>{"withdraw", ApplicationState::kInAssessment, ApplicationState::kWithdrawn},

    Transition<ApplicationState>{"offer", ApplicationState::kWaiting, ApplicationState::kOffered},
    Transition<ApplicationState>{"assess", ApplicationState::kWaiting, ApplicationState::kInAssessment},
    Transition<ApplicationState>{"update", ApplicationState::kWaiting, ApplicationState::kWaiting},
    Transition<ApplicationState>{"confirm", ApplicationState::kWaiting, ApplicationState::kWaiting},
    Transition<ApplicationState>{"reject", ApplicationState::kWaiting, ApplicationState::kRejected},
    Transition<ApplicationState>{"withdraw", ApplicationState::kWaiting, ApplicationState::kWithdrawn},

    Transition<ApplicationState>{"offer", ApplicationState::kOffered, ApplicationState::kOffered},
    Transition<ApplicationState>{"update", ApplicationState::kOffered, ApplicationState::kOffered},
    Transition<ApplicationState>{"confirm", ApplicationState::kOffered, ApplicationState::kOffered},
    Transition<ApplicationState>{"withdraw", ApplicationState::kOffered, ApplicationState::kWithdrawn},
};

inline absl::StatusOr<ApplicationState> AfterApplicationStep(std::string_view step,
                                                             ApplicationState current) {
  return TakeStep(kApplicationSteps, "application", step, current);
}

// Not over yet.
constexpr bool IsLive(ApplicationState state) {
  return state <= ApplicationState::kOffered;
}

// Expires when nobody confirms it in time; while a place is held for it, that comes first.
constexpr bool ExpiresUnconfirmed(ApplicationState state) {
  return state <= ApplicationState::kWaiting;
}

// Gets no offers that day.
inline bool IsPausedOn(const Application& application, Day day) {
  return application.pause && application.pause->until > day;
}

// The state that it is in at that time: overdue is expired, also before the sweeper has come by.
inline ApplicationState StateAt(const Application& application, absl::Time now) {
  const bool overdue =
      ExpiresUnconfirmed(application.state) && application.expires_at && *application.expires_at <= now;
  return overdue ? ApplicationState::kExpired : application.state;
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATION_STATE_H_
