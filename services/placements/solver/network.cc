#include "services/placements/solver/network.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <vector>

namespace boulevard::placements::solver {
namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, int, int64_t>;

// A vector by the number of the arc, as LEMON reads it.
template <typename T>
class ByArc {
 public:
  using Key = Graph::Arc;
  using Value = T;

  explicit ByArc(const std::vector<T>& values) : values_(values) {}
  T operator[](const Key& arc) const { return values_[static_cast<size_t>(Graph::id(arc))]; }

 private:
  const std::vector<T>& values_;
};

}  // namespace

class Network::Impl {
 public:
  Impl() {
    graph_.addNode();
    graph_.addNode();
  }

  int AddNode() { return Graph::id(graph_.addNode()); }

  int AddArc(int from, int to, int capacity, int64_t worth) {
    capacities_.push_back(capacity);
    costs_.push_back(-worth);
    return Graph::id(graph_.addArc(Graph::nodeFromId(from), Graph::nodeFromId(to)));
  }

  void Solve(int most) {
    // What is not worth to flow goes straight to the sink.
    AddArc(0, 1, most, 0);
    simplex_ = std::make_unique<Simplex>(graph_, false);
    simplex_->upperMap(ByArc(capacities_)).costMap(ByArc(costs_));
    simplex_->stSupply(Graph::nodeFromId(0), Graph::nodeFromId(1), most);
    // Of its rules the one that takes half the time of the others on our networks.
    simplex_->run(Simplex::CANDIDATE_LIST);
  }

  int Flow(int arc) const { return simplex_->flow(Graph::arcFromId(arc)); }

 private:
  Graph graph_;
  std::vector<int> capacities_;
  std::vector<int64_t> costs_;
  std::unique_ptr<Simplex> simplex_;
};

Network::Network() : impl_(std::make_unique<Impl>()) {}
Network::~Network() = default;

int Network::AddNode() {
  return impl_->AddNode();
}

int Network::AddArc(int from, int to, int capacity, int64_t worth) {
  return impl_->AddArc(from, to, capacity, worth);
}

void Network::Solve(int most) {
  impl_->Solve(most);
}

int Network::Flow(int arc) const {
  return impl_->Flow(arc);
}

}  // namespace boulevard::placements::solver
