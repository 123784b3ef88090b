#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_MENTOR_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_MENTOR_TABLES_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/types.h"

namespace boulevard::guidance::domain {

// Get and Lock give NOT_FOUND naming the mentor; Lock holds the row until the transaction ends.
class MentorTables {
 public:
  virtual ~MentorTables() = default;

  virtual absl::StatusOr<Mentor> GetMentor(const Uuid& id) = 0;
  virtual absl::StatusOr<Mentor> LockMentor(const Uuid& id) = 0;
  virtual absl::StatusOr<std::optional<Mentor>> FindMentor(const std::string& subject) = 0;
  // By id; of one team, or of all when it is empty.
  virtual absl::StatusOr<PageOf<Mentor>> ListMentors(const std::string& team, const Page& page) = 0;
  // ALREADY_EXISTS naming the field when another mentor has the subject.
  virtual absl::Status Insert(const Mentor& mentor) = 0;
  virtual absl::Status Update(const Mentor& mentor) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_MENTOR_TABLES_H_
