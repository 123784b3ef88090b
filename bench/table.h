#ifndef BOULEVARD_BENCH_TABLE_H_
#define BOULEVARD_BENCH_TABLE_H_

#include <string>
#include <vector>

namespace boulevard::bench {

// One line of the answer: what was measured, against what, and whether it is enough.
struct Line {
  std::string subject;
  std::string measured;  // "2910/s, p50 20.1 ms, p99 31.0 ms"
  std::string against;
  std::string ratio;   // "0.71"
  std::string wanted;  // "at least 0.50"
  bool enough = true;
};

// Prints the lines in columns, each with PASS or FALLS SHORT.
void Print(const std::vector<Line>& lines);

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_TABLE_H_
