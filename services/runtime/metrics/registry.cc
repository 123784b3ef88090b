#include "services/runtime/metrics/registry.h"

#include <sstream>
#include <utility>

#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "absl/synchronization/mutex.h"

namespace boulevard::runtime {
namespace {

const prometheus::Histogram::BucketBoundaries& LatencyBuckets() {
  static const auto* const buckets = new prometheus::Histogram::BucketBoundaries{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  return *buckets;
}

}  // namespace

// The library merges: a family or child asked for again is the one made first.
class Registry::Impl {
 public:
  prometheus::Registry registry;
  absl::Mutex mutex;
  std::vector<std::function<void()>> refreshes ABSL_GUARDED_BY(mutex);
};

Registry::Registry() : impl_(std::make_shared<Impl>()) {}
Registry::Registry(std::shared_ptr<Impl> impl, Labels labels)
    : impl_(std::move(impl)), labels_(std::move(labels)) {}
Registry::~Registry() = default;

Registry Registry::With(const Labels& labels) const {
  return {impl_, Joined(labels)};
}

Labels Registry::Joined(const Labels& labels) const {
  Labels joined = labels_;
  joined.insert(labels.begin(), labels.end());
  return joined;
}

prometheus::Counter& Registry::Counter(const std::string& name, const std::string& help,
                                       const Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(impl_->registry).Add(Joined(labels));
}

prometheus::Gauge& Registry::Gauge(const std::string& name, const std::string& help, const Labels& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(impl_->registry).Add(Joined(labels));
}

prometheus::Histogram& Registry::Latency(const std::string& name, const std::string& help,
                                         const Labels& labels) {
  return prometheus::BuildHistogram()
      .Name(name)
      .Help(help)
      .Register(impl_->registry)
      .Add(Joined(labels), LatencyBuckets());
}

void Registry::OnScrape(std::function<void()> refresh) {
  absl::MutexLock lock(&impl_->mutex);
  impl_->refreshes.push_back(std::move(refresh));
}

std::string Registry::Render() {
  absl::MutexLock lock(&impl_->mutex);
  for (const std::function<void()>& refresh : impl_->refreshes) refresh();
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, impl_->registry.Collect());
  return std::move(out).str();
}

}  // namespace boulevard::runtime
