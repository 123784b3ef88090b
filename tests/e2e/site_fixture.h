#ifndef BOULEVARD_TESTS_E2E_SITE_FIXTURE_H_
#define BOULEVARD_TESTS_E2E_SITE_FIXTURE_H_

#include <gtest/gtest.h>

#include <string>

#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"

namespace boulevard::tests {

// Tests that pass on a site of any shape. All tests of one program share one site of each shape: a test makes
// what it needs in a Scene of its own.
class SiteTest : public ::testing::TestWithParam<Shape> {
 protected:
  // Started when first asked for; stopped when the program ends.
  static Site& SharedSite(Shape shape);
  Site& site() { return SharedSite(GetParam()); }
};

std::string ShapeOf(const ::testing::TestParamInfo<Shape>& info);

// The field names at fault, of a 400.
std::vector<std::string> FieldsAtFault(const Answer& answer);

#define ON_EVERY_SHAPE(suite) \
  INSTANTIATE_TEST_SUITE_P(Site, suite, ::testing::ValuesIn(ShapesToTest()), ShapeOf)

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_E2E_SITE_FIXTURE_H_
