#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_MATCH_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_MATCH_TABLES_H_

#include <span>
#include <string>
#include <vector>

#include "services/placements/domain/match_tables.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlMatchTables final : public domain::MatchTables {
 public:
  // The session outlives it.
  explicit MysqlMatchTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<std::vector<domain::OpenPlace>> OpenPlaces(const std::string& programme_id,
                                                            const domain::Period& period, int limit) override;
  absl::StatusOr<int> CountOpenPlaces(const std::string& programme_id, const domain::Period& period) override;
  absl::StatusOr<std::vector<domain::UnitRoom>> RoomInUnits(const std::string& programme_id,
                                                            const domain::Period& period) override;
  absl::StatusOr<std::vector<domain::Candidate>> Waiting(const std::string& programme_id, absl::Time now,
                                                         domain::Day today) override;
  absl::StatusOr<int> CountWaiting(const std::string& programme_id, absl::Time now,
                                   domain::Day today) override;
  absl::StatusOr<std::vector<domain::KeptApart>> AllKeptApart() override;
  absl::StatusOr<std::vector<domain::Occupant>> WhereTheyLive(std::span<const domain::Uuid> young_person_ids,
                                                              const domain::Period& period,
                                                              absl::Time now) override;

  absl::StatusOr<std::vector<domain::OpenGroup>> OpenGroups(const std::string& programme_id) override;
  absl::StatusOr<std::vector<domain::OpenPlace>> CheapestOpenPlaces(const std::string& programme_id,
                                                                    const domain::OpenGroup& group,
                                                                    const domain::OpenGroupFilter& filter,
                                                                    int limit) override;
  absl::StatusOr<int> CountOpenPlacesOf(const std::string& programme_id, const domain::OpenGroup& group,
                                        const domain::OpenGroupFilter& filter, int limit) override;
  absl::StatusOr<std::vector<domain::OpenPlace>> OpenPlacesInUnit(const domain::Uuid& unit_id,
                                                                  const domain::Period& period) override;

  absl::Status Insert(const domain::MatchProposal& proposal) override;
  absl::StatusOr<domain::MatchProposal> GetProposal(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::MatchProposal>> ListProposals(const std::string& programme_id,
                                                                      const domain::Page& page) override;
  absl::StatusOr<domain::ProposalLine> LockLine(const domain::Uuid& proposal_id, int number) override;
  absl::Status MarkOffered(const domain::Uuid& proposal_id, int number,
                           const domain::Uuid& offer_id) override;
  absl::StatusOr<MovedLines> CountMovedLines(const domain::Uuid& proposal_id) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_MATCH_TABLES_H_
