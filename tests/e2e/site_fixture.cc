#include "tests/e2e/site_fixture.h"

#include <map>

namespace boulevard::tests {
namespace {

std::map<Shape, std::unique_ptr<Site>>& Sites() {
  static std::map<Shape, std::unique_ptr<Site>> sites;
  return sites;
}

}  // namespace

Site& SiteTest::SharedSite(Shape shape) {
  std::unique_ptr<Site>& site = Sites()[shape];
  if (!site) site = std::make_unique<Site>(SiteOptions{.shape = shape});
  return *site;
}

std::string ShapeOf(const ::testing::TestParamInfo<Shape>& info) {
  return ShapeName(info.param);
}

std::vector<std::string> FieldsAtFault(const Answer& answer) {
  std::vector<std::string> fields;
  for (const Json& error : answer.body.value("errors", Json::array()))
    fields.push_back(error.value("field", ""));
  return fields;
}

}  // namespace boulevard::tests
