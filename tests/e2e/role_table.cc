#include "tests/e2e/role_table.h"

namespace boulevard::tests {
namespace {

// clang-format off
constexpr auto kTable = std::to_array<RoleRow>({
//                                          provider   mentor     coordi- referrer  munici- admin service
// method                            nobody own other  own other  nator   own other pality
{"ProgrammeService.ListProgrammes",   "401   +   +      +   +      +       +   +     +       +     403"},
{"ProgrammeService.GetProgramme",     "401   +   +      +   +      +       +   +     +       +     403", "{programme}"},
{"ProgrammeService.CreateProgramme",  "401  403 403    403 403    403     403 403   403      +     403", "", "",
 R"({"id":"{slug}","name":"Foyer","guidanceLevel":"light","minimumAge":18,"maximumAge":27,
     "residentKinds":["student"],"turnaroundDays":0})"},
{"ProgrammeService.UpdateProgramme",  "401  403 403    403 403    403     403 403   403      +     403", "{programme}", "",
 R"({"name":"Foyer"})"},

{"ProviderService.ListProviders",     "401   +   +      +   +      +       +   +     +       +     403"},
{"ProviderService.GetProvider",       "401   +   +      +   +      +       +   +     +       +     403", "{provider}"},
{"ProviderService.CreateProvider",    "401  403 403    403 403    403     403 403   403      +     403", "", "",
 R"({"name":"Staedion","contactEmail":"verhuur@staedion.example"})"},
{"ProviderService.UpdateProvider",    "401  403 403    403 403    403     403 403   403      +     403", "{provider}", "",
 R"({"name":"DUWO"})"},

{"FacilityService.ListFacilities",    "401   +  403    403 403     +      403 403   403      +     403", "",
 "providerId={provider}"},
{"FacilityService.GetFacility",       "401   +  403    403 403     +      403 403   403      +     403", "{facility}"},
{"FacilityService.CreateFacility",    "401   +  403    403 403    403     403 403   403      +     403", "", "",
 R"({"providerId":"{provider}","programmeId":"{programme}","name":"Laakhaven","addressLine":"Waldorpstraat 1",
     "postcode":"2521 CA","city":"Den Haag","district":"Laak"})"},
{"FacilityService.UpdateFacility",    "401   +  403    403 403    403     403 403   403      +     403", "{facility}", "",
 R"({"name":"Laakhaven"})"},

{"UnitService.ListUnits",             "401   +   0     403 403     +      403 403   403      +     403", "",
 "facilityId={facility}"},
{"UnitService.GetUnit",               "401   +  403    403 403     +      403 403   403      +     403", "{unit}"},
{"UnitService.CreateUnit",            "401   +  403    403 403    403     403 403   403      +     403", "", "",
 R"({"facilityId":"{facility}","name":"A"})"},
{"UnitService.UpdateUnit",            "401   +  403    403 403    403     403 403   403      +     403", "{unit}", "",
 R"({"name":"B"})"},

{"PlaceService.ListPlaces",           "401   +  403    403 403     +      403 403   403      +     403", "",
 "providerId={provider}"},
{"PlaceService.GetPlace",             "401   +  403    403 403     +      403 403   403      +     403", "{place}"},
{"PlaceService.CreatePlace",          "401   +  403    403 403    403     403 403   403      +     403", "", "",
 R"({"unitId":"{unit}","name":"14"})"},
{"PlaceService.UpdatePlace",          "401   +  403    403 403    403     403 403   403      +     403", "{place}", "",
 R"({"name":"15"})"},

{"AvailabilityService.ListAvailablePlaces",
                                      "401   +  403    403 403     +      403 403   403     403    403", "",
 "providerId={provider}"},
{"AvailabilityService.StreamAvailabilityEvents",
                                      "401   +  403    403 403     +      403 403   403     403    403", "",
 "providerId={provider}"},
{"AvailabilityService.GetAvailability",
                                      "401   +   +      +   +      +       +   +     +       +     403"},
{"AvailabilityService.GetPlaceCalendar",
                                      "401   +  403    403 403     +      403 403   403      +     403", "{place}"},

{"ClosureService.ListClosures",       "401   +   0     403 403     +      403 403   403      +     403", "",
 "placeId={place}"},
{"ClosureService.GetClosure",         "401   +  403    403 403     +      403 403   403      +     403", "{closure}"},
{"ClosureService.CreateClosure",      "401   +  403    403 403     +      403 403   403      +     403", "", "",
 R"({"placeId":"{place}","startsOn":"{later}","reason":"maintenance","payer":"provider"})"},
{"ClosureService.UpdateClosure",      "401   +  403    403 403     +      403 403   403      +     403", "{closure}", "",
 R"({"reason":"deep-clean"})"},
{"ClosureService.CancelClosure",      "401   +  403    403 403     +      403 403   403      +     403", "{closure}", "",
 "{}"},

{"ApplicationService.ListApplications",
                                      "401  403 403     +   0      +       +   0    403     403    403"},
{"ApplicationService.GetApplication", "401  403 403     +  403     +       +  403   403     403    403", "{application}"},
{"ApplicationService.CreateApplication",
                                      "401  403 403     +   +      +       +   +    403     403    403", "", "",
 R"({"youngPersonId":"{uuid}","programmeId":"{programme}","birthDate":"2005-03-01","residentKind":"student",
     "guidanceLevel":"light"})"},
{"ApplicationService.UpdateApplication",
                                      "401  403 403     +  403     +       +  403   403     403    403", "{application}", "",
 R"({"urgency":"high"})"},
{"ApplicationService.AssessApplication",
                                      "401  403 403    403 403     +      403 403   403     403    403", "{application}", "",
 "{}"},
{"ApplicationService.AdmitApplication",
                                      "401  403 403    403 403     +      403 403   403     403    403", "{application}", "",
 "{}"},
{"ApplicationService.ConfirmApplication",
                                      "401  403 403     +  403     +       +  403   403     403    403", "{application}", "",
 "{}"},
{"ApplicationService.RejectApplication",
                                      "401  403 403    403 403     +      403 403   403     403    403", "{application}", "",
 R"({"reason":"not-eligible"})"},
{"ApplicationService.WithdrawApplication",
                                      "401  403 403     +  403     +       +  403   403     403    403", "{application}", "",
 "{}"},

{"MatchService.GetApplicationMatches",
                                      "401  403 403     +  403     +      403 403   403     403    403", "{application}"},
{"MatchService.GetPlaceMatches",      "401  403 403    403 403     +      403 403   403     403    403", "{place}"},
{"MatchProposalService.ListMatchProposals",
                                      "401  403 403    403 403     +      403 403   403     403    403", "",
 "programmeId={programme}"},
{"MatchProposalService.GetMatchProposal",
                                      "401  403 403    403 403     +      403 403   403     403    403", "{proposal}"},
{"MatchProposalService.CreateMatchProposal",
                                      "401  403 403    403 403     +      403 403   403     403    403", "", "",
 R"({"programmeId":"{programme}"})"},
{"MatchProposalService.OfferMatchProposal",
                                      "401  403 403    403 403     +      403 403   403     403    403", "{proposal}", "",
 "{}"},

{"OfferService.ListOffers",           "401   +   0     403 403     +      403 403   403     403    403", "",
 "placeId={place}"},
{"OfferService.GetOffer",             "401   +  403    403 403     +      403 403   403     403    403", "{offer}"},
{"OfferService.CreateOffer",          "401  403 403    403 403     +      403 403   403     403    403", "", "",
 R"({"applicationId":"{application}","placeId":"{place}","startsOn":"{today}"})"},
{"OfferService.DeclineOffer",         "401   +  403    403 403     +      403 403   403     403    403", "{offer}", "",
 R"({"side":"provider","reason":"other"})"},
{"OfferService.AcceptOffer",          "401  403 403    403 403     +      403 403   403     403    403", "{offer}", "",
 "{}"},
{"OfferService.RevokeOffer",          "401  403 403    403 403     +      403 403   403     403    403", "{offer}", "",
 "{}"},

{"PlacementService.ListPlacements",   "401   +   0     403 403     +      403 403   403     403    403", "",
 "placeId={lived-in}"},
{"PlacementService.GetPlacement",     "401   +  403    403 403     +      403 403   403     403    403", "{placement}"},
{"PlacementService.ArriveAtPlace",    "401   +  403    403 403     +      403 403   403     403    403", "{placement}", "",
 "{}"},
{"PlacementService.ExtendPlacement",  "401  403 403    403 403     +      403 403   403     403    403", "{placement}", "",
 R"({"endsOn":"{later}"})"},
{"PlacementService.TransferPlacement",
                                      "401  403 403    403 403     +      403 403   403     403    403", "{placement}", "",
 R"({"placeId":"{place}"})"},
{"PlacementService.ReportNoShow",     "401   +  403    403 403     +      403 403   403     403    403", "{placement}", "",
 "{}"},
{"PlacementService.CancelPlacement",  "401  403 403    403 403     +      403 403   403     403    403", "{placement}", "",
 "{}"},
{"PlacementService.DepartFromPlace",  "401   +  403    403 403     +      403 403   403     403    403", "{placement}", "",
 R"({"reason":"other","destination":"unknown"})"},
});
// clang-format on

}  // namespace

std::span<const RoleRow> RoleTable() {
  return kTable;
}

}  // namespace boulevard::tests
