#include "gateway/rest/published.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "gateway/rest/services.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

Request Get(const std::string& path, std::vector<std::pair<std::string, std::string>> headers = {}) {
  return {.method = "GET", .path = path, .headers = std::move(headers)};
}

std::string HeaderOf(const Response& response, const std::string& name) {
  for (const auto& [header, value] : response.headers) {
    if (header == name) return value;
  }
  return "";
}

class PublishedTest : public ::testing::Test {
 protected:
  PublishedTest() {
    Write("index.html", "<html>");
    Write("docs.js", std::string(4000, 'a'));
    Write("notes.md", "not served");
    Write(".hidden.js", "not served");
    std::filesystem::create_directory(folder_.path() / "inner.js");
    std::filesystem::create_symlink("/etc/passwd", folder_.path() / "passwd.txt");
  }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() / name) << text;
  }

  Published Make() { return Published::Build(PublicServices(), {.docs_dir = folder_.path()}).value(); }

  tests::TemporaryFolder folder_;
};

TEST_F(PublishedTest, IsSilentAboutEverythingElse) {
  const Published published = Make();
  for (const char* path : {"/", "/v1/places", "/v1/openapi.json/", "/documents", "/docsx"}) {
    EXPECT_FALSE(published.Answer(Get(path)).has_value()) << path;
  }
}

TEST_F(PublishedTest, TheDocumentIsOpenToAll) {
  const Published published = Make();
  const Response document = published.Answer(Get("/v1/openapi.json")).value();
  EXPECT_EQ(document.status, 200);
  EXPECT_THAT(document.headers, Contains(Pair("Access-Control-Allow-Origin", "*")));
  EXPECT_THAT(document.headers, Contains(Pair("Content-Type", "application/json")));
  const Response again =
      published.Answer(Get("/v1/openapi.json", {{"if-none-match", HeaderOf(document, "ETag")}})).value();
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_THAT(again.headers, Not(Contains(Key("Content-Type"))));
}

TEST_F(PublishedTest, IsCompressedForWhoWantsThat) {
  const Published published = Make();
  const Response plain = published.Answer(Get("/v1/openapi.json")).value();
  const Response packed = published.Answer(Get("/v1/openapi.json", {{"accept-encoding", "gzip"}})).value();
  EXPECT_THAT(packed.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_LT(packed.body.size() * 4, plain.body.size());
  EXPECT_NE(HeaderOf(packed, "ETag"), HeaderOf(plain, "ETag"));
  EXPECT_EQ(HeaderOf(packed, "Vary"), HeaderOf(plain, "Vary"));
}

TEST_F(PublishedTest, OtherMethodsAreRefused) {
  const Published published = Make();
  Request request = Get("/v1/openapi.json");
  request.method = "POST";
  EXPECT_EQ(published.Answer(request)->status, 405);
  EXPECT_EQ(HeaderOf(*published.Answer(request), "Allow"), "GET, HEAD, OPTIONS");
  request.method = "OPTIONS";
  EXPECT_EQ(published.Answer(request)->status, 204);
}

TEST_F(PublishedTest, ThePageHasAPolicyOfItsOwn) {
  const Published published = Make();
  const Response page = published.Answer(Get("/docs")).value();
  EXPECT_EQ(page.body, "<html>");
  EXPECT_EQ(HeaderOf(page, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(HeaderOf(page, "Content-Security-Policy"), HasSubstr("script-src 'self';"));
  EXPECT_EQ(published.Answer(Get("/docs/docs.js"))->status, 200);
}

TEST_F(PublishedTest, OnlyFilesOfTheFolderAreServed) {
  const Published published = Make();
  for (const char* name : {"", "index.html", "notes.md", ".hidden.js", "inner.js", "passwd.txt", "..",
                           "../docs.js", "%2e%2e/docs.js", "./docs.js", "/etc/passwd", "docs.js/"}) {
    EXPECT_EQ(published.Answer(Get(std::string("/docs/") + name))->status, 404) << name;
  }
}

TEST_F(PublishedTest, ASiteWithoutPagesSaysSo) {
  const Published published = Published::Build(PublicServices(), {}).value();
  const Response answer = published.Answer(Get("/docs")).value();
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("/v1/openapi.json"));
}

TEST_F(PublishedTest, AFolderThatIsNotThereKeepsTheSiteFromStarting) {
  const auto published = Published::Build(PublicServices(), {.docs_dir = "/no/such/folder"});
  EXPECT_EQ(published.status().message(), "/no/such/folder cannot be read");
}

}  // namespace
}  // namespace boulevard::gateway::rest
