#include "services/guidance/domain/mentors.h"

#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {

absl::StatusOr<PageOf<Mentor>> Mentors::List(const runtime::CallContext& context, const std::string& team,
                                             const Page& page) const {
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.mentors.ListMentors(team, page); });
}

absl::StatusOr<Mentor> Mentors::Get(const runtime::CallContext& context, const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) { return tables.mentors.GetMentor(id); });
}

absl::StatusOr<Mentor> Mentors::Create(const runtime::CallContext& context, const Mentor& draft) const {
  Mentor mentor = draft;
  mentor.id = runtime::NewUuid(clock_.Now());
  RETURN_IF_ERROR(
      store_.InTransaction(context.deadline, [&](Tables& tables) { return tables.mentors.Insert(mentor); }));
  return mentor;
}

absl::StatusOr<Mentor> Mentors::Update(const runtime::CallContext& context, const Uuid& id,
                                       absl::FunctionRef<absl::Status(Mentor&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Mentor> {
    ASSIGN_OR_RETURN(Mentor mentor, tables.mentors.LockMentor(id));
    RETURN_IF_ERROR(change(mentor));
    RETURN_IF_ERROR(tables.mentors.Update(mentor));
    return mentor;
  });
}

}  // namespace boulevard::guidance::domain
