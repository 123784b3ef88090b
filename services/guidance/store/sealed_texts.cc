#include "services/guidance/store/sealed_texts.h"

#include <algorithm>

#include "services/runtime/status/macros.h"

namespace boulevard::guidance::store {
namespace {

using runtime::db::Row;
using runtime::vault::RecordKey;
using runtime::vault::SealedTable;
using runtime::vault::Vault;

std::optional<std::string> SealedTextOf(const Row& row, int column) {
  return row.IsNull(column) ? std::nullopt : std::optional(row.String(column));
}

}  // namespace

SealedTexts SealedTextsOf(const Row& row, int first, const SealedTable& table) {
  SealedTexts texts;
  const int after = first + static_cast<int>(table.sealed.size());
  for (int column = first; column < after; ++column) texts.columns.push_back(SealedTextOf(row, column));
  texts.master_key = SealedTextOf(row, after);
  texts.data_key = SealedTextOf(row, after + 1);
  return texts;
}

absl::StatusOr<std::vector<std::string>> OpenTexts(Vault& vault, const SealedTable& table,
                                                   const runtime::Uuid& id, const SealedTexts& sealed) {
  std::vector<std::string> texts(table.sealed.size());
  if (!sealed.master_key || !sealed.data_key) return texts;
  ASSIGN_OR_RETURN(const RecordKey key,
                   vault.OpenKey(table.table, id, {*sealed.master_key, *sealed.data_key}));
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!sealed.columns[i]) continue;
    ASSIGN_OR_RETURN(texts[i], key.Open(table.sealed[i], *sealed.columns[i]));
  }
  return texts;
}

SealedTexts SealTexts(Vault& vault, const SealedTable& table, const runtime::Uuid& id,
                      std::span<const std::string_view> texts) {
  SealedTexts sealed;
  sealed.columns.resize(texts.size());
  if (std::ranges::all_of(texts, [](std::string_view text) { return text.empty(); })) return sealed;
  const RecordKey key = vault.NewKey(table.table, id);
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) sealed.columns[i] = key.Seal(table.sealed[i], texts[i]);
  }
  sealed.master_key = key.wrapped().master_key;
  sealed.data_key = key.wrapped().bytes;
  return sealed;
}

}  // namespace boulevard::guidance::store
