#include "gateway/openapi/texts.h"

#include <algorithm>
#include <vector>

#include <google/protobuf/descriptor.pb.h>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gateway/transcode/text_forms.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::SourceLocation;
using runtime::AbslView;

bool IsWordCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
}

bool IsUpper(char c) {
  return absl::ascii_isupper(static_cast<unsigned char>(c));
}

// "Half-open: [starts_on, ends_on)" to "Half-open: [startsOn, endsOn)".
std::string WithJsonNames(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::ranges::find_if_not(text, IsWordCharacter);
    const std::string_view word = text.substr(0, static_cast<size_t>(end - text.begin()));
    const bool is_field = std::ranges::none_of(word, IsUpper);
    out += is_field ? transcode::ToCamelCase(word) : std::string(word);
    text.remove_prefix(word.size());
    if (text.empty()) break;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

// `declared` is null for what the files do not have.
template <typename Declared>
std::string CommentOf(const Declared* declared) {
  SourceLocation location;
  if (declared == nullptr || !declared->GetSourceLocation(&location)) return {};
  return Paragraphs(location.leading_comments.empty() ? location.trailing_comments
                                                      : location.leading_comments);
}

}  // namespace

std::string Paragraphs(std::string_view comment) {
  std::string out;
  bool new_paragraph = false;
  for (absl::string_view line : absl::StrSplit(AbslView(comment), '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty()) {
      new_paragraph = !out.empty();
      continue;
    }
    if (!out.empty()) out += new_paragraph ? "\n\n" : " ";
    new_paragraph = false;
    absl::StrAppend(&out, line);
  }
  return WithJsonNames(out);
}

std::string FirstSentence(std::string_view text) {
  size_t end = text.find("\n\n");
  for (const std::string_view mark : {". ", "; "}) end = std::min(end, text.find(mark));
  absl::string_view sentence = AbslView(text.substr(0, end));
  while (absl::ConsumeSuffix(&sentence, ".") || absl::ConsumeSuffix(&sentence, ";")) {
  }
  return std::string(sentence);
}

std::string InWords(std::string_view name) {
  std::string words;
  for (const char c : name) {
    const auto letter = static_cast<unsigned char>(c);
    if (absl::ascii_isupper(letter) && !words.empty()) words += ' ';
    words += c == '_' ? ' ' : absl::ascii_tolower(letter);
  }
  return words;
}

std::string ResourceOf(const google::protobuf::FieldDescriptor& field) {
  static constexpr std::string_view kSuffix = "_id";
  const std::string& name = field.name();
  if (name == "id") return InWords(field.containing_type()->name());
  return name.ends_with(kSuffix) ? InWords(name.substr(0, name.size() - kSuffix.size())) : "";
}

absl::StatusOr<Texts> Texts::Parse(std::string_view files) {
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromArray(files.data(), static_cast<int>(files.size()))) {
    return absl::InvalidArgumentError("the files of the contract are no descriptor set");
  }
  Texts texts;
  for (const google::protobuf::FileDescriptorProto& file : set.file()) {
    if (texts.pool_->BuildFile(file) == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat(file.name(), " of the contract cannot be read"));
    }
  }
  return texts;
}

std::string Texts::Of(const google::protobuf::MethodDescriptor& method) const {
  return CommentOf(pool_->FindMethodByName(method.full_name()));
}

std::string Texts::Of(const google::protobuf::Descriptor& message) const {
  return CommentOf(pool_->FindMessageTypeByName(message.full_name()));
}

std::string Texts::Of(const google::protobuf::FieldDescriptor& field) const {
  return CommentOf(pool_->FindFieldByName(field.full_name()));
}

std::string Texts::Of(const google::protobuf::EnumDescriptor& type) const {
  return CommentOf(pool_->FindEnumTypeByName(type.full_name()));
}

std::string Texts::Of(const google::protobuf::EnumValueDescriptor& value) const {
  return CommentOf(pool_->FindEnumValueByName(value.full_name()));
}

std::string Texts::Of(const google::protobuf::FileDescriptor& file) const {
  const google::protobuf::FileDescriptor* declared = pool_->FindFileByName(file.name());
  SourceLocation location;
  const std::vector<int> package{google::protobuf::FileDescriptorProto::kPackageFieldNumber};
  if (declared == nullptr || !declared->GetSourceLocation(package, &location)) return {};
  return Paragraphs(location.leading_comments);
}

}  // namespace boulevard::gateway::openapi
