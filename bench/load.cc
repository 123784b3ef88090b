#include "bench/load.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {

std::string HttpRequest(const std::string& method, const std::string& target, const std::string& token,
                        const std::string& body, const std::string& more_headers) {
  std::string request = absl::StrCat(method, " ", target,
                                     " HTTP/1.1\r\nHost: boulevard\r\nAuthorization: Bearer ", token, "\r\n");
  if (!body.empty()) {
    absl::StrAppend(&request, "Content-Type: application/json\r\nContent-Length: ", body.size(), "\r\n");
  }
  return absl::StrCat(request, more_headers, "\r\n", body);
}

Sample LoadHttp(const std::string& address, int connections, absl::Duration duration, const NextRequest& next,
                Transport transport) {
  const int epoll = epoll_create1(0);
  std::vector<std::unique_ptr<HttpConnection>> all;
  all.reserve(static_cast<size_t>(connections));
  for (int i = 0; i < connections; ++i) {
    all.push_back(std::make_unique<HttpConnection>(address, transport, epoll, i));
  }
  const absl::Time start = absl::Now();
  const absl::Time end = start + duration;
  for (int i = 0; i < connections; ++i) all[static_cast<size_t>(i)]->Send(next(i));
  Sample sample;
  std::vector<epoll_event> ready(static_cast<size_t>(connections));
  // The last answers are waited for: what a server has taken it shall also do.
  for (int busy = connections; busy > 0;) {
    const int count = epoll_wait(epoll, ready.data(), connections, -1);
    for (int i = 0; i < count; ++i) {
      const uint32_t number = ready[static_cast<size_t>(i)].data.u32;
      HttpConnection& connection = *all[number];
      const int status = connection.Receive();
      if (status == 0) continue;
      if (status / 100 != 2) tests::Die(absl::StrCat("refused with ", status));
      sample.latencies_ms.push_back(connection.MillisecondsSinceSent());
      ++sample.done;
      if (absl::Now() < end) {
        connection.Send(next(static_cast<int>(number)));
      } else {
        --busy;
      }
    }
  }
  sample.duration = absl::Now() - start;
  close(epoll);
  return sample;
}

}  // namespace boulevard::bench
