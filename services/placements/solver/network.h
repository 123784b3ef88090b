#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_NETWORK_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_NETWORK_H_

#include <cstdint>
#include <memory>

namespace boulevard::placements::solver {

// A network with one source and one sink, and the flow through it that is worth most. Nodes and arcs are
// numbers in the order in which they were added.
class Network {
 public:
  Network();
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  int source() const { return 0; }
  int sink() const { return 1; }
  int AddNode();
  // `worth` is that of one unit of flow.
  int AddArc(int from, int to, int capacity, int64_t worth);

  // Finds the flow, of at most that size.
  void Solve(int most);
  // After Solve.
  int Flow(int arc) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_NETWORK_H_
