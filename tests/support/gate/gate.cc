#include "tests/support/gate/gate.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"

namespace boulevard::tests {
namespace {

// Numbers of events beside those of links, which begin at 2.
constexpr uint64_t kListener = 0;
constexpr uint64_t kStop = 1;

}  // namespace

Gate::Gate(std::string target)
    : target_(std::move(target)),
      port_holder_(Socket::Bound(0)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  epoll_event stop{.events = EPOLLIN, .data = {.u64 = kStop}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, stop_.number(), &stop);
  {
    absl::MutexLock lock(&mutex_);
    Listen();
  }
  thread_ = std::thread([this] { Run(); });
}

Gate::~Gate() {
  eventfd_write(stop_.number(), 1);
  thread_.join();
  close(epoll_);
}

std::string Gate::address() const {
  return absl::StrCat("127.0.0.1:", port_holder_.port());
}

void Gate::Pass() {
  absl::MutexLock lock(&mutex_);
  SetMode(Mode::kPass);
  for (auto& [id, link] : links_) link->Resume();
}

void Gate::Stall() {
  absl::MutexLock lock(&mutex_);
  SetMode(Mode::kStall);
  for (auto& [id, link] : links_) link->Stall();
}

void Gate::StallOpen() {
  absl::MutexLock lock(&mutex_);
  for (auto& [id, link] : links_) link->Stall();
}

void Gate::Refuse() {
  absl::MutexLock lock(&mutex_);
  SetMode(Mode::kRefuse);
  CutLinks();
}

void Gate::Garble() {
  absl::MutexLock lock(&mutex_);
  SetMode(Mode::kGarble);
  for (auto& [id, link] : links_) link->Garble();
}

void Gate::Cut() {
  absl::MutexLock lock(&mutex_);
  CutLinks();
}

void Gate::Vanish() {
  absl::MutexLock lock(&mutex_);
  SetMode(Mode::kVanish);
  VanishLinks();
}

void Gate::VanishOpen() {
  absl::MutexLock lock(&mutex_);
  VanishLinks();
}

void Gate::Await(Trigger trigger) {
  absl::MutexLock lock(&mutex_);
  trigger_ = std::move(trigger);
}

int Gate::open() const {
  absl::MutexLock lock(&mutex_);
  return static_cast<int>(links_.size());
}

int Gate::taken() const {
  absl::MutexLock lock(&mutex_);
  return static_cast<int>(next_id_) - 1;
}

size_t Gate::held_bytes() const {
  absl::MutexLock lock(&mutex_);
  size_t bytes = 0;
  for (const auto& [id, link] : links_) bytes += link->held_bytes();
  return bytes;
}

bool Gate::triggered() const {
  absl::MutexLock lock(&mutex_);
  return trigger_.text.empty();
}

void Gate::SetMode(Mode mode) {
  if (mode_ == Mode::kVanish && mode != Mode::kVanish) listener_.HearAgain();
  mode_ = mode;
  if (mode == Mode::kRefuse) return listener_.Close();
  if (!listener_.open()) Listen();
  if (mode == Mode::kVanish) listener_.GoDeaf();
}

void Gate::VanishLinks() {
  for (auto& [id, link] : links_) link->Vanish();
  vanished_.merge(links_);
}

void Gate::CutLinks() {
  for (auto& [id, link] : links_) link->Reset();
  links_.clear();
}

void Gate::Listen() {
  listener_ = Socket::Bound(port_holder_.port());
  listener_.Listen();
  epoll_event ready{.events = EPOLLIN, .data = {.u64 = kListener}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_.number(), &ready);
}

void Gate::Take() {
  Socket client(accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!client.open()) return;
  Socket server = Socket::Connected(target_);
  if (!server.open()) return client.Reset();
  const uint64_t id = next_id_++;
  auto link = std::make_unique<Link>(std::move(client), std::move(server), epoll_, id);
  if (mode_ == Mode::kStall) link->Stall();
  if (mode_ == Mode::kGarble) link->Garble();
  links_.emplace(id, std::move(link));
}

void Gate::Run() {
  std::array<epoll_event, 64> events;
  while (true) {
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
    absl::MutexLock lock(&mutex_);
    for (int i = 0; i < count; ++i) {
      const auto [mask, data] = events[static_cast<size_t>(i)];
      if (data.u64 == kStop) return;
      if (data.u64 == kListener) {
        Take();
        continue;
      }
      // A command may have taken it away since.
      const auto found = links_.find(data.u64 / 2);
      if (found == links_.end()) continue;
      const Link::End end = data.u64 % 2 == 0 ? Link::End::kClient : Link::End::kServer;
      if (!found->second->Forward(end, mask, trigger_)) links_.erase(found);
    }
  }
}

}  // namespace boulevard::tests
