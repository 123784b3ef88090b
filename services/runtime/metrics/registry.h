#ifndef BOULEVARD_SERVICES_RUNTIME_METRICS_REGISTRY_H_
#define BOULEVARD_SERVICES_RUNTIME_METRICS_REGISTRY_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

namespace boulevard::runtime {

using Labels = std::map<std::string, std::string>;

// The metrics of one process, as Prometheus reads them. Thread-safe. A child (one name with one set of
// labels) is made once and kept: take the reference at start, not per request. Never a personal id or a raw
// path as a label.
class Registry {
 public:
  Registry();
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  // The same metrics; whatever is made through it has these labels too.
  Registry With(const Labels& labels) const;

  prometheus::Counter& Counter(const std::string& name, const std::string& help, const Labels& labels = {});
  prometheus::Gauge& Gauge(const std::string& name, const std::string& help, const Labels& labels = {});
  // Latency in seconds, buckets from 0.5 ms to 10 s.
  prometheus::Histogram& Latency(const std::string& name, const std::string& help, const Labels& labels = {});

  // Called before each rendering, to set gauges that are read rather than counted. Must be fast.
  void OnScrape(std::function<void()> refresh);

  // The text exposition format 0.0.4.
  std::string Render();

 private:
  class Impl;
  Registry(std::shared_ptr<Impl> impl, Labels labels);
  Labels Joined(const Labels& labels) const;

  const std::shared_ptr<Impl> impl_;
  const Labels labels_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_METRICS_REGISTRY_H_
