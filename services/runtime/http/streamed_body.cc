#include "services/runtime/http/streamed_body.h"

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::http {

void StreamedBody::Ask(BodySource::Take arrived) {
  if (piece_ || ended_ || std::exchange(asked_, true)) return;
  source_->Next(std::move(arrived));
}

void StreamedBody::Arrive(std::string piece) {
  asked_ = false;
  piece_ = std::move(piece);
}

StreamedBody::Bytes StreamedBody::TakePiece() {
  std::string piece = *std::exchange(piece_, std::nullopt);
  ended_ = piece.empty();
  if (ended_) return {.head = chunked_ ? "0\r\n\r\n" : "", .body = {}};
  return Framed(std::move(piece));
}

StreamedBody::Bytes StreamedBody::Framed(std::string piece) const {
  if (!chunked_) return {.head = {}, .body = std::move(piece)};
  Bytes bytes{.head = absl::StrCat(absl::Hex(piece.size()), "\r\n"), .body = std::move(piece)};
  bytes.body += "\r\n";
  return bytes;
}

}  // namespace boulevard::runtime::http
