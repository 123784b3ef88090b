#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_DOCUMENT_WRITER_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_DOCUMENT_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace boulevard::guidance::store {

// Writes JSON from front to back: a tree that is thrown away at once costs twenty times as much, at each
// change of a plan. Names are ours and hold nothing that JSON escapes; texts are UTF-8. Whoever opens closes.
class DocumentWriter {
 public:
  void Open(char bracket) {
    Separate();
    text_ += bracket;
    is_first_ = true;
  }
  void Close(char bracket) {
    text_ += bracket;
    is_first_ = false;
  }
  // The value comes next.
  void Name(std::string_view name) {
    Separate();
    text_.append(1, '"').append(name).append("\":");
    is_first_ = true;
  }
  void Put(std::string_view name, int64_t number) {
    Name(name);
    text_ += std::to_string(number);
    is_first_ = false;
  }
  void Put(std::string_view name, std::string_view text) {
    Name(name);
    PutText(text);
    is_first_ = false;
  }

  std::string Take() && { return std::move(text_); }

 private:
  void Separate() {
    if (!is_first_) text_ += ',';
    is_first_ = false;
  }
  void PutText(std::string_view text);

  std::string text_;
  bool is_first_ = true;  // in its object or list, or after its name
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_DOCUMENT_WRITER_H_
