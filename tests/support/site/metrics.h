#ifndef BOULEVARD_TESTS_SUPPORT_SITE_METRICS_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_METRICS_H_

#include <string>

namespace boulevard::tests {

// The value of a metric by its name and labels, as its line begins, on the metrics address of a program; -1
// when it is not there.
double ReadMetric(const std::string& address, const std::string& name);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_METRICS_H_
