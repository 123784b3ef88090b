// Found by ThreadSanitizer when it starts, so that a program reports the same however it is started.

// NOLINTNEXTLINE(bugprone-reserved-identifier): the name that it asks for
extern "C" const char* __tsan_default_options() {
  return "halt_on_error=1:second_deadlock_stack=1:history_size=4";
}

// Debian's libraries are compiled without ThreadSanitizer. It cannot see by what atomics they order what they
// do, and reports what their code frees or copies. abseil's locks it does see: absl_locks.cc.
// NOLINTNEXTLINE(bugprone-reserved-identifier): likewise
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libgrpc.so\n"
         "called_from_lib:libgrpc++.so\n"
         "called_from_lib:libprotobuf.so\n"
         "called_from_lib:libmariadb.so\n";
}
