#ifndef BOULEVARD_GATEWAY_ROUTING_ROUTER_H_
#define BOULEVARD_GATEWAY_ROUTING_ROUTER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "gateway/routing/binding.h"

namespace boulevard::gateway::routing {

// What a path leads to.
struct Match {
  // Null when nothing is there, or not with this method.
  const Binding* binding = nullptr;
  std::vector<std::string> variables;  // decoded, as binding->variables
  // The methods that the path has, sorted. Empty: no such path.
  std::vector<std::string> allowed;
};

// Finds the binding of a request path. A literal segment goes before a variable. Immutable once built, so
// thread-safe.
class Router {
 public:
  // Every method of `services` that has an HTTP form. INVALID_ARGUMENT naming the method at fault: a
  // malformed template, a field that does not exist, a body where HTTP has none, a stream, a path taken by
  // another method.
  static absl::StatusOr<Router> Build(std::span<const google::protobuf::ServiceDescriptor* const> services);
  Router(Router&&) noexcept;
  ~Router();

  // `path` is undecoded and without the query. A path with an empty segment (a double or a trailing slash) or
  // a malformed escape leads nowhere.
  Match Find(std::string_view http_method, std::string_view path) const;

  // All of them, in the order of declaration.
  const std::vector<std::unique_ptr<Binding>>& bindings() const { return bindings_; }

 private:
  struct Node;

  Router();
  absl::Status Add(Binding binding);

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Binding>> bindings_;
};

}  // namespace boulevard::gateway::routing

#endif  // BOULEVARD_GATEWAY_ROUTING_ROUTER_H_
