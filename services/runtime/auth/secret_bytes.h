#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_SECRET_BYTES_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_SECRET_BYTES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/crypto.h>

namespace boulevard::runtime {

// Overwrites memory before it gives it back, in a way that the compiler does not leave out.
template <typename T, template <typename> typename Base = std::allocator>
struct WipingAllocator {
  using value_type = T;
  template <typename U>
  struct rebind {  // NOLINT(readability-identifier-naming): the standard's name
    using other = WipingAllocator<U, Base>;
  };

  WipingAllocator() = default;
  template <typename U>
  WipingAllocator(const WipingAllocator<U, Base>&) {}  // NOLINT(google-explicit-constructor): they convert

  T* allocate(size_t count) { return Base<T>().allocate(count); }
  void deallocate(T* memory, size_t count) {
    OPENSSL_cleanse(memory, count * sizeof(T));
    Base<T>().deallocate(memory, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

// A key in memory. A vector, since a string keeps short texts within itself, where nobody wipes them.
using SecretBytes = std::vector<char, WipingAllocator<char>>;

inline SecretBytes SecretOf(std::string_view bytes) {
  return {bytes.begin(), bytes.end()};
}
inline std::string_view View(const SecretBytes& secret) {
  return {secret.data(), secret.size()};
}

// For a secret that had to be in a string for a moment.
inline void Wipe(std::string& text) {
  OPENSSL_cleanse(text.data(), text.size());
}

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_SECRET_BYTES_H_
