#include "services/guidance/domain/records.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/guidance/domain/record_rules.h"
#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

// How each kind is named in the access log and in errors, and where its tables are.
template <typename T>
struct KindOf;

template <>
struct KindOf<ContactMoment> {
  static constexpr char kOne[] = "ContactMoment";
  static constexpr char kMany[] = "ContactMoments";
  static constexpr char kName[] = "contact moment";
  static constexpr const char* kResource = kContactMomentResource;
  static ContactMomentTables& TablesIn(Tables& tables) { return tables.contact_moments; }
};

template <>
struct KindOf<DaytimeActivity> {
  static constexpr char kOne[] = "DaytimeActivity";
  static constexpr char kMany[] = "DaytimeActivities";
  static constexpr char kName[] = "daytime activity";
  static constexpr const char* kResource = kDaytimeActivityResource;
  static DaytimeActivityTables& TablesIn(Tables& tables) { return tables.daytime_activities; }
};

template <>
struct KindOf<Assessment> {
  static constexpr char kOne[] = "Assessment";
  static constexpr char kMany[] = "Assessments";
  static constexpr char kName[] = "assessment";
  static constexpr const char* kResource = kAssessmentResource;
  static AssessmentTables& TablesIn(Tables& tables) { return tables.assessments; }
};

template <typename T>
absl::Status LogRecord(Tables& tables, const runtime::CallContext& context, std::string_view event,
                       AccessAction action, const T& record) {
  AccessEntry entry = EntryOf(context, event, action, KindOf<T>::kResource, record.young_person_id);
  entry.resource_id = record.id;
  return tables.accesses.Append(entry);
}

// Withholds what the caller may not see.
template <typename T>
void Show(const runtime::Principal& principal, T& record) {
  if (principal.role != runtime::Role::kMentor) WithholdTexts(record);
}

}  // namespace

template <typename T>
absl::StatusOr<PageOf<T>> Records<T>::List(const runtime::CallContext& context, const RecordFilter& filter,
                                           const RecordPage& page) const {
  const Uuid& person = filter.young_person_id;
  const AccessEntry entry = EntryOf(context, absl::StrCat("List", KindOf<T>::kMany), AccessAction::kRead,
                                    KindOf<T>::kResource, person);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<T>> {
    RETURN_IF_ERROR(CheckSeen(tables, context.principal, person, clock_.Now()));
    ASSIGN_OR_RETURN(PageOf<T> found, KindOf<T>::TablesIn(tables).List(filter, page));
    for (T& record : found.rows) Show(context.principal, record);
    RETURN_IF_ERROR(tables.accesses.Append(entry));
    return found;
  });
}

template <typename T>
absl::StatusOr<T> Records<T>::Get(const runtime::CallContext& context, const Uuid& id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<T> {
    ASSIGN_OR_RETURN(T record, KindOf<T>::TablesIn(tables).Get(id));
    RETURN_IF_ERROR(CheckSeen(tables, context.principal, record.young_person_id, clock_.Now()));
    Show(context.principal, record);
    RETURN_IF_ERROR(
        LogRecord(tables, context, absl::StrCat("Get", KindOf<T>::kOne), AccessAction::kRead, record));
    return record;
  });
}

template <typename T>
absl::StatusOr<T> Records<T>::Create(const runtime::CallContext& context, const T& draft) const {
  T record = draft;
  record.created_at = clock_.Now();
  record.id = runtime::NewUuid(record.created_at);
  RETURN_IF_ERROR(CheckFacts(record, runtime::TodayIn(record.created_at)));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<T> {
    ASSIGN_OR_RETURN(const YoungPerson person,
                     LockOwn(tables, context.principal, record.young_person_id, "record"));
    record.mentor_id = person.mentor_id.value();
    RETURN_IF_ERROR(KindOf<T>::TablesIn(tables).Insert(record));
    RETURN_IF_ERROR(
        LogRecord(tables, context, absl::StrCat("Create", KindOf<T>::kOne), AccessAction::kCreate, record));
    return record;
  });
}

template <typename T>
absl::StatusOr<T> Records<T>::Change(const runtime::CallContext& context, const Uuid& id,
                                     std::string_view step,
                                     absl::FunctionRef<absl::Status(T&)> change) const {
  const std::string event = absl::StrCat(step == "withdraw" ? "Withdraw" : "Update", KindOf<T>::kOne);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<T> {
    // Whose a record is never changes, so it may be read before that row is locked.
    ASSIGN_OR_RETURN(const T seen, KindOf<T>::TablesIn(tables).Get(id));
    RETURN_IF_ERROR(LockOwn(tables, context.principal, seen.young_person_id, step).status());
    ASSIGN_OR_RETURN(T record, KindOf<T>::TablesIn(tables).Get(id));
    if (record.withdrawn_on) return runtime::WrongState(KindOf<T>::kName, step, "withdrawn", {});
    RETURN_IF_ERROR(change(record));
    RETURN_IF_ERROR(KindOf<T>::TablesIn(tables).Update(record));
    RETURN_IF_ERROR(LogRecord(tables, context, event, AccessAction::kUpdate, record));
    return record;
  });
}

template <typename T>
absl::StatusOr<T> Records<T>::Update(const runtime::CallContext& context, const Uuid& id,
                                     absl::FunctionRef<absl::Status(T&)> change) const {
  return Change(context, id, "update", [&](T& record) -> absl::Status {
    RETURN_IF_ERROR(change(record));
    return CheckFacts(record, runtime::Today(clock_));
  });
}

template <typename T>
absl::StatusOr<T> Records<T>::Withdraw(const runtime::CallContext& context, const Uuid& id,
                                       const std::string& reason) const {
  return Change(context, id, "withdraw", [&](T& record) {
    record.withdrawn_on = runtime::Today(clock_);
    record.withdrawal_reason = reason;
    return absl::OkStatus();
  });
}

template class Records<ContactMoment>;
template class Records<DaytimeActivity>;
template class Records<Assessment>;

}  // namespace boulevard::guidance::domain
