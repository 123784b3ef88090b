#ifndef BOULEVARD_TESTS_FAULTS_FAKE_SERVICE_H_
#define BOULEVARD_TESTS_FAULTS_FAKE_SERVICE_H_

#include <memory>
#include <string>

#include <grpcpp/support/status.h>

namespace boulevard::tests {

// A service that answers every call with bytes of the test's choice.
class FakeService {
 public:
  FakeService();
  ~FakeService();

  // "127.0.0.1:34567".
  std::string address() const;
  // From now on: the message, if any, and the status.
  void AnswerWith(std::string message, grpc::Status status = grpc::Status::OK);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Sends the bytes to whoever connects, whatever that says, and closes.
class BabblingServer {
 public:
  explicit BabblingServer(std::string bytes);
  ~BabblingServer();

  std::string address() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_FAULTS_FAKE_SERVICE_H_
