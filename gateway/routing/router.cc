#include "gateway/routing/router.h"

#include <map>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::routing {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// One segment of all templates that begin alike.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> variable;
  std::map<std::string, const Binding*, std::less<>> bindings;  // by HTTP method

  Node& Child(const Segment& segment) {
    std::unique_ptr<Node>& child = segment.variable.empty() ? literals[segment.literal] : variable;
    if (child == nullptr) child = std::make_unique<Node>();
    return *child;
  }
};

namespace {

// Splits "/a/b" into its segments; false when one is empty.
bool SplitPath(std::string_view path, std::vector<std::string_view>& segments) {
  if (path.empty() || path.front() != '/') return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment.empty()) return false;
    segments.push_back(segment);
    path.remove_prefix(segment.size());
  }
  return true;
}

// Walks the tree for one path. Goes on after a node that lacks the method: another template may have it.
template <typename Node>
class Search {
 public:
  Search(std::string_view http_method, const std::vector<std::string_view>& segments)
      : http_method_(http_method), segments_(segments) {}

  // Whether a binding was found at or under `node`, which stands for the segments before `depth`.
  bool Visit(const Node& node, size_t depth) {
    if (depth == segments_.size()) return Take(node);
    if (const auto child = node.literals.find(segments_[depth]); child != node.literals.end()) {
      if (Visit(*child->second, depth + 1)) return true;
    }
    if (node.variable == nullptr) return false;
    variables_.push_back(segments_[depth]);
    if (Visit(*node.variable, depth + 1)) return true;
    variables_.pop_back();
    return false;
  }

  Match Result() && {
    Match match{.binding = binding_, .allowed = {allowed_.begin(), allowed_.end()}};
    if (binding_ == nullptr) return match;
    for (const std::string_view variable : variables_) {
      std::optional<std::string> decoded = PercentDecode(variable);
      if (!decoded) return {};
      match.variables.push_back(*std::move(decoded));
    }
    return match;
  }

 private:
  bool Take(const Node& node) {
    for (const auto& [method, binding] : node.bindings) allowed_.insert(method);
    const auto found = node.bindings.find(http_method_);
    if (found == node.bindings.end()) return false;
    binding_ = found->second;
    return true;
  }

  const std::string_view http_method_;
  const std::vector<std::string_view>& segments_;
  std::vector<std::string_view> variables_;
  std::set<std::string> allowed_;
  const Binding* binding_ = nullptr;
};

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router::~Router() = default;

absl::StatusOr<Router> Router::Build(std::span<const ServiceDescriptor* const> services) {
  Router router;
  for (const ServiceDescriptor* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      ASSIGN_OR_RETURN(std::vector<Binding> bindings, BindingsOf(*service->method(i)));
      for (Binding& binding : bindings) RETURN_IF_ERROR(router.Add(std::move(binding)));
    }
  }
  return router;
}

absl::Status Router::Add(Binding binding) {
  Node* node = root_.get();
  for (const Segment& segment : binding.segments) node = &node->Child(segment);
  const auto& added = bindings_.emplace_back(std::make_unique<Binding>(std::move(binding)));
  const auto [other, is_new] = node->bindings.emplace(added->http_method, added.get());
  if (is_new) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(added->method->full_name(), ": ", added->http_method, " ",
                                                 added->path_template, " is taken by ",
                                                 other->second->method->full_name()));
}

Match Router::Find(std::string_view http_method, std::string_view path) const {
  std::vector<std::string_view> segments;
  segments.reserve(8);
  if (!SplitPath(path, segments)) return {};
  Search<Node> search(http_method, segments);
  search.Visit(*root_, 0);
  return std::move(search).Result();
}

}  // namespace boulevard::gateway::routing
