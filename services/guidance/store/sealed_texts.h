#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_SEALED_TEXTS_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_SEALED_TEXTS_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/db/statement.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// The free texts of a record as its row keeps them: each nothing where it is empty, under a data key that
// there is when one of them is not.
struct SealedTexts {
  std::vector<std::optional<std::string>> columns;  // as SealedTable::sealed
  std::optional<std::string> master_key, data_key;
};

// A record with its texts still sealed: a row is opened when the query is through.
template <typename T>
struct SealedRow {
  T record;
  SealedTexts texts;
};

// Reads the sealed columns of `table` from column `first` on, then master_key and data_key.
SealedTexts SealedTextsOf(const runtime::db::Row& row, int first, const runtime::vault::SealedTable& table);

// DATA_LOSS when they are not what was sealed.
absl::StatusOr<std::vector<std::string>> OpenTexts(runtime::vault::Vault& vault,
                                                   const runtime::vault::SealedTable& table,
                                                   const runtime::Uuid& id, const SealedTexts& sealed);
// Under a new data key.
SealedTexts SealTexts(runtime::vault::Vault& vault, const runtime::vault::SealedTable& table,
                      const runtime::Uuid& id, std::span<const std::string_view> texts);

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_SEALED_TEXTS_H_
