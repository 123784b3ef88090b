#ifndef BOULEVARD_SERVICES_RUNTIME_DB_DEAD_PEER_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_DEAD_PEER_H_

namespace boulevard::runtime::db {

// Makes the kernel end a TCP connection whose other side is gone without a word (no power, a firewall that
// forgot it): after five seconds when something was sent, after a quarter of a minute when nothing is. For
// other sockets it does nothing.
void NoticeDeadPeer(int socket);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_DEAD_PEER_H_
