#include "bench/json_case.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include <google/protobuf/util/json_util.h>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "bench/sample.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/json_writer.h"
#include "tests/support/site/program.h"

namespace boulevard::bench {
namespace {

using placements::v1::ListAvailablePlacesResponse;

constexpr int kPlaces = 50;
// Pages between two looks at the clock.
constexpr int kBatch = 20;
// A turn need not be long: nothing else has a part in it.
constexpr absl::Duration kLongestTurn = absl::Seconds(1);

ListAvailablePlacesResponse Page() {
  ListAvailablePlacesResponse page;
  for (int i = 0; i < kPlaces; ++i) {
    placements::v1::AvailablePlace& place = *page.add_available_places();
    place.set_place_id(absl::StrFormat("01980000-0000-7000-8000-%012d", i));
    place.set_place_name(absl::StrFormat("%dB", i));
    place.set_unit_id(absl::StrFormat("01980000-0000-7001-8000-%012d", i));
    place.set_unit_name("Verdieping 3");
    place.set_facility_id("01980000-0000-7002-8000-000000000001");
    place.set_facility_name("De Haagse Foyer");
    place.set_programme_id("co-living");
    place.set_provider_id("01980000-0000-7003-8000-000000000001");
    place.set_provider_name("Huis aan Zee");
    place.set_district("Segbroek");
    place.set_rent_cents(45000 + 100 * i);
    place.set_furnished(i % 2 == 0);
    place.set_free_from("2026-03-01");
    if (i % 3 == 0) place.set_free_until("2026-09-01");
    if (i % 4 == 0) {
      placements::v1::UnitResidents& residents = *place.add_unit_residents();
      residents.set_resident_kind(placements::v1::RESIDENT_KIND_STUDENT);
      residents.set_count(2);
    }
  }
  page.set_next_page_token("01980000-0000-7000-8000-000000000050");
  return page;
}

Measure Repeated(std::function<void()> once) {
  return [once = std::move(once)](absl::Duration each) {
    Sample sample;
    const absl::Time began = absl::Now();
    while (sample.duration < each) {
      for (int i = 0; i < kBatch; ++i) once();
      sample.done += kBatch;
      sample.duration = absl::Now() - began;
    }
    return sample;
  };
}

std::string TimeOf(const std::vector<Sample>& samples) {
  std::vector<double> micros;
  micros.reserve(samples.size());
  for (const Sample& sample : samples) micros.push_back(1e6 / sample.Rate());
  return absl::StrFormat("%.0f µs", Median(std::move(micros)));
}

Line Compare(std::string subject, const Measure& ours, const Measure& theirs, double wanted,
             const Options& options) {
  const Comparison comparison = InTurns(ours, theirs, options.turns, std::min(options.each, kLongestTurn));
  const double ratio = comparison.RateRatio();
  return {.subject = std::move(subject),
          .measured = TimeOf(comparison.first),
          .against = TimeOf(comparison.second),
          .ratio = absl::StrFormat("%.1f", ratio),
          .wanted = absl::StrFormat("at least %.1f", wanted),
          .enough = ratio >= wanted};
}

std::string WrittenByProtobuf(const ListAvailablePlacesResponse& page) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(page, &json, options).ok())
    tests::Die("no JSON was written");
  return json;
}

}  // namespace

std::vector<Line> JsonAgainstProtobuf(const Options& options) {
  const ListAvailablePlacesResponse page = Page();
  const std::string theirs = WrittenByProtobuf(page);
  std::string ours;
  gateway::transcode::WriteJson(page, ours);
  const auto write = [&] {
    std::string json;
    json.reserve(ours.size());
    gateway::transcode::WriteJson(page, json);
    if (json.size() != ours.size()) tests::Die("a page was written differently");
  };
  const auto read = [&] {
    ListAvailablePlacesResponse back;
    std::vector<runtime::FieldViolation> faults;
    gateway::transcode::ReadJson(ours, "", back, faults);
    if (back.available_places_size() != kPlaces || !faults.empty()) tests::Die("a page was not read");
  };
  const auto read_by_protobuf = [&] {
    ListAvailablePlacesResponse back;
    if (!google::protobuf::util::JsonStringToMessage(theirs, &back).ok()) tests::Die("a page was not read");
  };
  return {Compare("a page of 50 free places to JSON : protobuf's own", Repeated(write),
                  Repeated([&] { WrittenByProtobuf(page); }), 2, options),
          Compare("a page of 50 free places from JSON : protobuf's own", Repeated(read),
                  Repeated(read_by_protobuf), 4, options)};
}

}  // namespace boulevard::bench
