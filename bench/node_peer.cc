#include "bench/node_peer.h"

#include <stdlib.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/runtime/db/pool.h"
#include "tests/support/site/program.h"
#include "tests/support/site/wait.h"

namespace boulevard::bench {
namespace {

constexpr absl::Duration kPeerPatience = absl::Seconds(20);

// JSON of the query's parameters; the page's place is put in by the peer.
std::string ValuesText(const std::vector<Value>& values) {
  tests::Json list = tests::Json::array();
  for (const Value& value : values) {
    if (const auto* number = std::get_if<int64_t>(&value)) {
      list.push_back(*number);
    } else if (const auto* day = std::get_if<absl::CivilDay>(&value)) {
      list.push_back(absl::FormatCivilTime(*day));
    } else {
      list.push_back("after");
    }
  }
  return list.dump();
}

std::filesystem::path PortFile(const tests::Site& site) {
  return site.folder() / "node-peer.port";
}

std::vector<std::string> Command(const tests::Site& site, const Pages& pages) {
  const auto database = runtime::db::ConnectOptions::Parse(site.database_url());
  if (!database.ok()) tests::Die(database.status().ToString());
  const std::string processes = absl::StrCat(sysconf(_SC_NPROCESSORS_ONLN));
  return {"/usr/bin/env",
          "NODE_ENV=production",
          "SOCKET=" + database->socket,
          "SCHEMA=" + database->schema,
          "SQL=" + pages.sql,
          "VALUES=" + ValuesText(pages.requests[0].values),
          "PORT_FILE=" + PortFile(site).string(),
          "PROCESSES=" + processes,
          "CONNECTIONS=8",
          "node",
          std::string(BOULEVARD_NODE_PEER) + "/server.js"};
}

}  // namespace

NodePeer::NodePeer(const tests::Site& site, const Pages& pages)
    : process_(Command(site, pages), site.folder() / "node-peer.log") {
  std::string port;
  const bool listens = tests::Eventually(kPeerPatience, [&] {
    std::ifstream file(PortFile(site));
    return static_cast<bool>(file >> port) || !process_.Running();
  });
  if (!listens || port.empty())
    tests::Die("the Node peer did not start; is it installed (npm ci)?", process_.Output());
  address_ = "127.0.0.1:" + port;
  const tests::Answer answer = tests::ApiClient(address_, "").Get(Target(pages.requests[0]));
  if (answer.body["availablePlaces"] != tests::Json::parse(pages.first_body)["availablePlaces"]) {
    tests::Die("the Node peer answers another page", answer.http.body);
  }
}

std::string NodePeer::Target(const PageRequest& page) {
  return absl::StrCat("/v1/available-places?pageSize=", kPageSize, "&after=", page.after.ToString());
}

}  // namespace boulevard::bench
