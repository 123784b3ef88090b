// test-database-server FOLDER: one database server for many test programs.
//
// Starts a private server in FOLDER, prints "ready", and keeps it until SIGTERM or SIGINT.

#include <csignal>
#include <iostream>

#include "services/runtime/db/private_server.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: test-database-server FOLDER\n";
    return 2;
  }
  // Blocked before the first thread begins, so that the wait below gets them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);

  const auto server =
      boulevard::runtime::db::PrivateServer::Start({.folder = arguments[1], .durable = false});
  if (!server.ok()) {
    std::cerr << "test-database-server: " << server.status().message() << '\n';
    return 1;
  }
  std::cout << "ready" << std::endl;
  int received = 0;
  sigwait(&stop, &received);
  return 0;
}
