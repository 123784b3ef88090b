#ifndef BOULEVARD_BENCH_NODE_PEER_H_
#define BOULEVARD_BENCH_NODE_PEER_H_

#include <string>

#include "bench/pages.h"
#include "tests/support/site/process.h"
#include "tests/support/site/site.h"

namespace boulevard::bench {

// The same query on the same database by fastify and mysql2, a process for each core: see
// node-peer/server.js.
class NodePeer {
 public:
  // Ends the program when it does not start, or does not answer the same page as the site.
  NodePeer(const tests::Site& site, const Pages& pages);

  const std::string& address() const { return address_; }
  static std::string Target(const PageRequest& page);

 private:
  tests::Process process_;
  std::string address_;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_NODE_PEER_H_
