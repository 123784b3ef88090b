#include "gateway/routing/router.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boulevard/options/v1/options.pb.h"
#include "boulevard/testing/v1/testing.pb.h"

namespace boulevard::gateway::routing {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptorProto;
using google::protobuf::ServiceDescriptor;
using options::v1::HttpRule;
using ::testing::HasSubstr;

// A service of methods with the HTTP forms of a test.
class Contract {
 public:
  Contract() : pool_(DescriptorPool::generated_pool()) {
    options::v1::HttpRule::descriptor();  // links the options into the generated pool
    file_.set_name("contract.proto");
    file_.set_package("test");
    file_.set_syntax("proto3");
    file_.add_dependency("boulevard/options/v1/options.proto");
    auto* place = file_.add_message_type();
    place->set_name("Place");
    AddField(*place, "id", 1);
    auto* request = file_.add_message_type();
    request->set_name("Request");
    AddField(*request, "id", 1);
    AddField(*request, "other_id", 2);
    AddField(*request, "place", 3)->set_type_name(".test.Place");
    AddField(*request, "tags", 4)->set_label(google::protobuf::FieldDescriptorProto::LABEL_REPEATED);
    file_.add_service()->set_name("Service");
  }

  Contract& Add(const std::string& name, const HttpRule& rule) {
    auto* method = file_.mutable_service(0)->add_method();
    method->set_name(name);
    method->set_input_type(".test.Request");
    method->set_output_type(".test.Place");
    *method->mutable_options()->MutableExtension(options::v1::http) = rule;
    return *this;
  }

  Contract& Get(const std::string& name, const std::string& path) {
    HttpRule rule;
    rule.set_get(path);
    return Add(name, rule);
  }
  Contract& Post(const std::string& name, const std::string& path, const std::string& body = "*") {
    HttpRule rule;
    rule.set_post(path);
    rule.set_body(body);
    return Add(name, rule);
  }

  absl::StatusOr<Router> Build() {
    const std::vector<const ServiceDescriptor*> services{pool_.BuildFile(file_)->service(0)};
    return Router::Build(services);
  }

 private:
  static google::protobuf::FieldDescriptorProto* AddField(google::protobuf::DescriptorProto& message,
                                                          const std::string& name, int number) {
    auto* field = message.add_field();
    field->set_name(name);
    field->set_number(number);
    field->set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
    field->set_type(name == "place" ? google::protobuf::FieldDescriptorProto::TYPE_MESSAGE
                                    : google::protobuf::FieldDescriptorProto::TYPE_STRING);
    return field;
  }

  DescriptorPool pool_;
  FileDescriptorProto file_;
};

struct Lookup {
  std::string method;
  std::string path;
  std::string found;  // the RPC, "404", or "405" with what is allowed
  std::vector<std::string> variables;
};

class LookupTest : public ::testing::TestWithParam<Lookup> {};

TEST_P(LookupTest, Leads) {
  HttpRule twice;
  twice.set_get("/v1/one/{id}");
  twice.add_additional_bindings()->set_get("/v1/uno/{id}");
  Contract contract;
  contract.Get("List", "/v1/places")
      .Post("Create", "/v1/places")
      .Get("Get", "/v1/places/{id}")
      .Get("Mine", "/v1/places/mine")
      .Get("Calendar", "/v1/places/{id}/calendar")
      .Post("Rename", "/v1/places/{place.id}")
      .Get("Pair", "/v1/pairs/{id}/{other_id}")
      .Add("Twice", twice);
  const absl::StatusOr<Router> router = contract.Build();
  ASSERT_TRUE(router.ok()) << router.status();
  const Match match = router->Find(GetParam().method, GetParam().path);
  std::string found = match.allowed.empty() ? "404" : "405";
  if (match.binding != nullptr) found = match.binding->method->name();
  if (found == "405") {
    for (const std::string& allowed : match.allowed) absl::StrAppend(&found, " ", allowed);
  }
  EXPECT_EQ(found, GetParam().found);
  EXPECT_EQ(match.variables, GetParam().variables);
}

INSTANTIATE_TEST_SUITE_P(
    Paths, LookupTest,
    ::testing::Values(Lookup{"GET", "/v1/places", "List", {}}, Lookup{"POST", "/v1/places", "Create", {}},
                      Lookup{"GET", "/v1/places/7", "Get", {"7"}},
                      Lookup{"GET", "/v1/places/mine", "Mine", {}},
                      Lookup{"GET", "/v1/places/mine/calendar", "Calendar", {"mine"}},
                      Lookup{"POST", "/v1/places/mine", "Rename", {"mine"}},
                      Lookup{"GET", "/v1/pairs/a/b", "Pair", {"a", "b"}},
                      Lookup{"GET", "/v1/pairs/a%2Fb/c%20d", "Pair", {"a/b", "c d"}},
                      Lookup{"GET", "/v1/one/x", "Twice", {"x"}}, Lookup{"GET", "/v1/uno/x", "Twice", {"x"}},
                      Lookup{"DELETE", "/v1/places/mine", "405 GET POST", {}},
                      Lookup{"PUT", "/v1/places", "405 GET POST", {}},
                      Lookup{"GET", "/v1/places/", "404", {}}, Lookup{"GET", "/v1//places", "404", {}},
                      Lookup{"GET", "//v1/places", "404", {}}, Lookup{"GET", "", "404", {}},
                      Lookup{"GET", "/", "404", {}}, Lookup{"GET", "v1/places", "404", {}},
                      Lookup{"GET", "/v1", "404", {}}, Lookup{"GET", "/v1/places/7/else", "404", {}},
                      Lookup{"GET", "/v1/places/%zz", "404", {}}, Lookup{"GET", "/v1/places/%2", "404", {}},
                      Lookup{"GET", "/v1/places/%00", "404", {}}, Lookup{"GET", "/V1/places", "404", {}}));

TEST(RouterTest, NestedVariablesAndBodiesAreResolved) {
  Contract contract;
  const absl::StatusOr<Router> router = contract.Post("Rename", "/v1/places/{place.id}", "place").Build();
  ASSERT_TRUE(router.ok()) << router.status();
  const Binding& binding = *router->bindings().front();
  EXPECT_EQ(binding.path_template, "/v1/places/{place.id}");
  ASSERT_EQ(binding.variables.size(), 1);
  ASSERT_EQ(binding.variables[0].size(), 2);
  EXPECT_EQ(binding.variables[0][1]->full_name(), "test.Place.id");
  EXPECT_EQ(binding.body_field->name(), "place");
  EXPECT_FALSE(binding.body_is_request);
}

struct Fault {
  std::string path;
  std::string body;
  std::string message;
};

class BuildFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(BuildFaultTest, NamesMethodAndFault) {
  const absl::Status status = Contract().Post("Do", GetParam().path, GetParam().body).Build().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), absl::StrCat("test.Service.Do: ", GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, BuildFaultTest,
    ::testing::Values(Fault{"/v1/{nothing}", "*", "test.Request has no field nothing"},
                      Fault{"/v1/{place.nothing}", "*", "test.Request has no field place.nothing"},
                      Fault{"/v1/{tags}", "*", "{tags} is not a single scalar field"},
                      Fault{"/v1/{place}", "*", "{place} is not a single scalar field"},
                      Fault{"/v1/{id=**}", "*", "test.Request has no field id=**"},
                      Fault{"/v1/a:verb", "*", "\"a:verb\" is neither a plain segment nor {field}"},
                      Fault{"/v1/a/", "*", "\"\" is neither a plain segment nor {field}"},
                      Fault{"v1/a", "*", "a path template begins with / and is not empty"},
                      Fault{"/v1/a", "nothing", "test.Request has no field nothing"},
                      Fault{"/v1/a", "id", "body id is not one message field"}));

TEST(RouterTest, RefusesAPathThatIsTaken) {
  const absl::Status status =
      Contract().Get("One", "/v1/a/{id}").Get("Two", "/v1/a/{other_id}").Build().status();
  EXPECT_EQ(status.message(), "test.Service.Two: GET /v1/a/{other_id} is taken by test.Service.One");
}

TEST(RouterTest, RefusesABodyWhereHttpHasNone) {
  HttpRule rule;
  rule.set_get("/v1/a");
  rule.set_body("*");
  EXPECT_THAT(Contract().Add("Get", rule).Build().status().message(),
              HasSubstr("GET and DELETE have no body"));
}

TEST(RouterTest, LeavesOutMethodsWithoutAnHttpForm) {
  const std::vector<const ServiceDescriptor*> services{
      testing::v1::Thing::descriptor()->file()->FindServiceByName("EchoService")};
  const absl::StatusOr<Router> router = Router::Build(services);
  ASSERT_TRUE(router.ok()) << router.status();
  EXPECT_EQ(router->bindings().size(), 8);
  EXPECT_EQ(router->Find("GET", "/v1/things/1/parts/red").binding->response_body->name(), "parts");
}

}  // namespace
}  // namespace boulevard::gateway::routing
