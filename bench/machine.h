#ifndef BOULEVARD_BENCH_MACHINE_H_
#define BOULEVARD_BENCH_MACHINE_H_

#include <sys/types.h>

#include <string>

// The machine and what a process uses of it, as /proc says.
namespace boulevard::bench {

// Resident memory in MB (10^6 bytes).
double MemoryOf(pid_t process);
// The most that it ever had.
double PeakMemoryOf(pid_t process);

// "2 cores of <model name>".
std::string DescribeMachine();

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_MACHINE_H_
