#include "services/boulevard/demo/guided.h"

#include "absl/strings/str_format.h"

namespace boulevard::demo {
namespace {

using guidance::domain::ActionDoer;
using guidance::domain::LifeDomain;

constexpr std::string_view kGivenNames[] = {"Amir", "Sanne", "Yusuf",  "Lotte",  "Fatima", "Daan",   "Selam",
                                            "Noah", "Mila",  "Omar",   "Tess",   "Kevin",  "Rahel",  "Eva",
                                            "Lars", "Julia", "Filmon", "Samira", "Ruben",  "Shanice"};
constexpr std::string_view kSurnames[] = {"Voorbeeld",    "van Voorbeeld", "de Proef", "Proefpersoon",
                                          "Denkbeeld",    "van Verzinsel", "Fictief",  "van der Demo",
                                          "Nietbestaand", "ten Schijn"};
constexpr std::string_view kTeams[] = {"Centrum", "Laak", "Escamp"};

constexpr GoalPlan kGoals[] = {
    {LifeDomain::kFinance, "Ik wil weten hoeveel schulden ik heb en ze kleiner maken.",
     "Alle brieven meenemen en samen op een rij zetten.", ActionDoer::kYoungPerson},
    {LifeDomain::kWorkAndEducation, "Ik wil mijn mbo-2 afmaken.", "Inschrijven bij de opleiding.",
     ActionDoer::kYoungPerson},
    {LifeDomain::kUseOfTime, "Ik wil doordeweeks iets te doen hebben.",
     "Kennismaken bij twee plekken voor vrijwilligerswerk.", ActionDoer::kMentor},
    {LifeDomain::kHousing, "Ik wil een eigen plek.", "Inschrijven als woningzoekende.",
     ActionDoer::kYoungPerson},
    {LifeDomain::kMentalHealth, "Ik wil beter slapen.", "Een afspraak maken bij de huisarts.",
     ActionDoer::kYoungPerson},
    {LifeDomain::kInstrumentalDailyActivities, "Ik wil zelf kunnen koken en mijn kamer bijhouden.",
     "Elke week samen een maaltijd koken.", ActionDoer::kMentor},
    {LifeDomain::kSocialNetwork, "Ik wil weer contact met mijn zus.", "Haar een bericht sturen.",
     ActionDoer::kYoungPerson},
    {LifeDomain::kJustice, "Ik wil mijn taakstraf afronden.", "Bellen met de reclassering.",
     ActionDoer::kOther},
    {LifeDomain::kCommunityParticipation, "Ik wil beter Nederlands praten.", "Naar het taalcafé gaan.",
     ActionDoer::kYoungPerson}};

template <typename T, size_t size>
const T& Roll(const T (&from)[size], Dice& dice) {
  return from[static_cast<size_t>(dice.Between(0, static_cast<int>(size) - 1))];
}

}  // namespace

std::string_view RollGivenName(Dice& dice) {
  return Roll(kGivenNames, dice);
}

std::string_view RollSurname(Dice& dice) {
  return Roll(kSurnames, dice);
}

std::string RollBsn(Dice& dice) {
  while (true) {
    const std::string digits = absl::StrFormat("99999%04d", dice.Between(0, 9999));
    int sum = -(digits[8] - '0');
    for (int i = 0; i < 8; ++i) sum += (digits[static_cast<size_t>(i)] - '0') * (9 - i);
    if (sum % 11 == 0) return digits;
  }
}

std::span<const std::string_view> Teams() {
  return kTeams;
}

std::span<const GoalPlan> GoalPlans() {
  return kGoals;
}

}  // namespace boulevard::demo
