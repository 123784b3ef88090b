#include "services/runtime/rpc/stream.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "boulevard/testing/v1/testing.pb.h"

namespace boulevard::runtime::rpc {
namespace {

using testing::v1::Thing;
using Written = Stream::Written;

MessagePtr Named(const std::string& name) {
  auto thing = std::make_unique<Thing>();
  thing->set_name(name);
  return thing;
}

// What each read gave: the name of the message, or how the stream ended.
class StreamTest : public ::testing::Test {
 protected:
  void Read() {
    stream_.Read([this](absl::StatusOr<MessagePtr> next) {
      seen_.push_back(!next.ok()         ? absl::StatusCodeToString(next.status().code())
                      : *next == nullptr ? "end"
                                         : static_cast<const Thing&>(**next).name());
    });
  }

  int ends_ = 0;
  absl::Status ended_;
  Stream stream_{[this](absl::Status status) {
                   ++ends_;
                   return ended_ = std::move(status);
                 },
                 /*capacity=*/2};
  std::vector<std::string> seen_;
};

using Seen = std::vector<std::string>;

TEST_F(StreamTest, AReaderThatWaitsIsCalledBack) {
  Read();
  EXPECT_EQ(seen_, Seen());
  EXPECT_EQ(stream_.Write(Named("a")), Written::kTaken);
  EXPECT_EQ(seen_, Seen({"a"}));
}

TEST_F(StreamTest, TheEndComesAfterWhatWasWritten) {
  stream_.Write(Named("a"));
  stream_.Write(Named("b"));
  stream_.End(absl::OkStatus());
  EXPECT_EQ(stream_.Write(Named("c")), Written::kEnded);
  for (int i = 0; i < 4; ++i) Read();
  EXPECT_EQ(seen_, Seen({"a", "b", "end", "end"}));
  EXPECT_EQ(ends_, 1);
}

TEST_F(StreamTest, AnErrorIsTheEndToo) {
  Read();
  stream_.End(absl::NotFoundError("gone"));
  EXPECT_EQ(seen_, Seen({"NOT_FOUND"}));
  EXPECT_EQ(ended_.code(), absl::StatusCode::kNotFound);
}

TEST_F(StreamTest, AFullStreamTakesNothingUntilItIsRead) {
  stream_.Write(Named("a"));
  stream_.Write(Named("b"));
  EXPECT_EQ(stream_.Write(Named("c")), Written::kFull);
  int room = 0;
  stream_.WhenRoom([&] { ++room; });
  EXPECT_EQ(room, 0);
  Read();
  EXPECT_EQ(room, 1);
  EXPECT_EQ(stream_.Write(Named("c")), Written::kTaken);
  stream_.End(absl::OkStatus());
  stream_.WhenRoom([&] { ++room; });
  EXPECT_EQ(room, 2) << "an ended stream holds nobody up";
  for (int i = 0; i < 3; ++i) Read();
  EXPECT_EQ(seen_, Seen({"a", "b", "c", "end"}));
}

TEST_F(StreamTest, ACancelledStreamDropsWhatWasNotRead) {
  int room = 0;
  int cancelled = 0;
  stream_.WhenCancelled([&] { ++cancelled; });
  stream_.Write(Named("a"));
  stream_.Write(Named("b"));
  stream_.WhenRoom([&] { ++room; });
  stream_.Cancel(absl::CancelledError("left"));
  stream_.Cancel(absl::UnavailableError("again"));
  stream_.End(absl::OkStatus());
  EXPECT_EQ(room, 1);
  EXPECT_EQ(cancelled, 1);
  EXPECT_EQ(ends_, 1);
  EXPECT_EQ(stream_.Write(Named("c")), Written::kEnded);
  Read();
  EXPECT_EQ(seen_, Seen({"CANCELLED"}));
  stream_.WhenCancelled([&] { ++cancelled; });
  EXPECT_EQ(cancelled, 2) << "one that asks late is told at once";
}

TEST_F(StreamTest, ASourceThatEndsItIsNotToldOfItsOwnEnd) {
  bool cancelled = false;
  stream_.WhenCancelled([&] { cancelled = true; });
  stream_.End(absl::OkStatus());
  stream_.Cancel(absl::CancelledError("left"));
  EXPECT_FALSE(cancelled);
}

TEST_F(StreamTest, TheReaderIsToldWhatTheEndWasMadeInto) {
  Stream stream([](const absl::Status&) { return absl::InternalError("incident"); });
  stream.End(absl::UnknownError("secret"));
  stream.Read([](absl::StatusOr<MessagePtr> next) { EXPECT_EQ(next.status().message(), "incident"); });
}

TEST(StreamWriterTest, TheLastWriterThatGoesEndsTheStream) {
  auto stream = std::make_shared<Stream>();
  std::vector<std::string> seen;
  {
    const StreamWriter<Thing> writer(std::make_shared<StreamSource>(stream));
    const StreamWriter<Thing> copy = writer;
    Thing thing;
    thing.set_name("a");
    EXPECT_EQ(copy.Write(thing), Written::kTaken);
  }
  EXPECT_EQ(stream->Write(Named("b")), Written::kEnded);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
