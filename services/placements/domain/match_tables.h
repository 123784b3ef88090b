#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_TABLES_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/filters.h"
#include "services/placements/domain/match_proposal.h"
#include "services/placements/domain/match_types.h"

namespace boulevard::placements::domain {

struct RentRange {
  int least = 0;
  int most = 1'000'000'000;
};

// Open places that differ in nothing but rent and where they are.
struct OpenGroup {
  ResidentKinds kinds;
  bool listed = false;
  std::string district;
  bool self_contained = false;
  bool accessible = false;
  RentRange rent;  // theirs
};

// Those of a group that are asked for.
struct OpenGroupFilter {
  Period period;
  RentRange rent;
  // Only places that no free period opens to that kind, each once.
  std::optional<ResidentKind> closed_to;
};

// What matching reads, and match proposals. Places are those that are free in the whole of a period, and not
// merely expected to be.
class MatchTables {
 public:
  virtual ~MatchTables() = default;

  // By id; of a programme, or of all when it is empty. With more than `limit` of them: one more than that.
  virtual absl::StatusOr<std::vector<OpenPlace>> OpenPlaces(const std::string& programme_id,
                                                            const Period& period, int limit) = 0;
  virtual absl::StatusOr<int> CountOpenPlaces(const std::string& programme_id, const Period& period) = 0;
  // The units with quotas that they are in, and for how many more these have room.
  virtual absl::StatusOr<std::vector<UnitRoom>> RoomInUnits(const std::string& programme_id,
                                                            const Period& period) = 0;
  // The applications of a programme that an offer can be made for: waiting, confirmed, and not paused. By id;
  // application and version alone are filled in.
  virtual absl::StatusOr<std::vector<Candidate>> Waiting(const std::string& programme_id, absl::Time now,
                                                         Day today) = 0;
  // Of all programmes when it is empty.
  virtual absl::StatusOr<int> CountWaiting(const std::string& programme_id, absl::Time now, Day today) = 0;
  // What live and placed applications say.
  virtual absl::StatusOr<std::vector<KeptApart>> AllKeptApart() = 0;
  // Where any of these persons lives on a day of the period, is to live, or is offered a place.
  virtual absl::StatusOr<std::vector<Occupant>> WhereTheyLive(std::span<const Uuid> young_person_ids,
                                                              const Period& period, absl::Time now) = 0;

  // The groups that the programme's places fall into; some may have no place in the period that is asked for.
  virtual absl::StatusOr<std::vector<OpenGroup>> OpenGroups(const std::string& programme_id) = 0;
  // Of a group: the cheapest first, up to `limit`.
  virtual absl::StatusOr<std::vector<OpenPlace>> CheapestOpenPlaces(const std::string& programme_id,
                                                                    const OpenGroup& group,
                                                                    const OpenGroupFilter& filter,
                                                                    int limit) = 0;
  // No more than `limit` are counted.
  virtual absl::StatusOr<int> CountOpenPlacesOf(const std::string& programme_id, const OpenGroup& group,
                                                const OpenGroupFilter& filter, int limit) = 0;
  virtual absl::StatusOr<std::vector<OpenPlace>> OpenPlacesInUnit(const Uuid& unit_id,
                                                                  const Period& period) = 0;

  // With its lines.
  virtual absl::Status Insert(const MatchProposal& proposal) = 0;
  virtual absl::StatusOr<MatchProposal> GetProposal(const Uuid& id) = 0;
  // Without lines.
  virtual absl::StatusOr<PageOf<MatchProposal>> ListProposals(const std::string& programme_id,
                                                              const Page& page) = 0;
  // SELECT ... FOR UPDATE.
  virtual absl::StatusOr<ProposalLine> LockLine(const Uuid& proposal_id, int number) = 0;
  virtual absl::Status MarkOffered(const Uuid& proposal_id, int number, const Uuid& offer_id) = 0;
  // Of the lines of a proposal that are not offered yet: those whose rules, those whose place, and those
  // whose application are not as they were.
  struct MovedLines {
    int rules = 0;
    int places = 0;
    int applications = 0;
  };
  virtual absl::StatusOr<MovedLines> CountMovedLines(const Uuid& proposal_id) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_TABLES_H_
