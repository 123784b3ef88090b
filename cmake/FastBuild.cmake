# Most of the time of a clean build went into reading the same headers, hundreds of times. With this option they are
# read once, and the files of a target are compiled some at a time. Every preset has it but `debug`, in which each file
# stands for itself: clang-tidy wants that, and it finds an include that is missing.
option(BOULEVARD_FAST_BUILD "Precompiled headers, and several files at a time" OFF)
set(BOULEVARD_FILES_AT_A_TIME 8 CACHE STRING "How many files of a target are compiled together")

# Of Debian's packages alone, so that no edit of ours makes them anew. Few: what stands here costs every file a little.
set(code_headers
    <algorithm> <array> <atomic> <chrono> <cstdint> <filesystem> <fstream> <functional> <iostream> <map> <memory>
    <mutex> <optional> <random> <set> <span> <sstream> <string> <string_view> <thread> <utility> <variant> <vector>
    <absl/container/flat_hash_map.h> <absl/functional/any_invocable.h> <absl/functional/function_ref.h>
    <absl/status/status.h> <absl/status/statusor.h> <absl/strings/ascii.h> <absl/strings/match.h>
    <absl/strings/numbers.h> <absl/strings/str_cat.h> <absl/strings/str_format.h> <absl/strings/str_join.h>
    <absl/strings/str_split.h> <absl/time/civil_time.h> <absl/time/clock.h> <absl/time/time.h>
    <google/protobuf/descriptor.h> <google/protobuf/message.h>)
set(test_headers ${code_headers} <gmock/gmock.h> <gtest/gtest.h>)

# The programs that run tests and what helps them, not what is tested: these take half as long to compile so.
set(test_options -O0)

# The compiler takes precompiled headers when the options are the same, and the definitions that they look at.
function(precompile name)
  cmake_parse_arguments(HEADERS "" "" "LIST;OPTIONS;DEPS" ${ARGN})
  set(source ${CMAKE_BINARY_DIR}/headers/${name}.cc)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(${name} OBJECT ${source})
  target_compile_options(${name} PRIVATE ${HEADERS_OPTIONS})
  target_link_libraries(${name} PRIVATE ${HEADERS_DEPS})
  target_precompile_headers(${name} PRIVATE ${HEADERS_LIST})
endfunction()

# Not these: what protoc makes gives the same names to the same things of every file, and so do the handlers.
set(one_at_a_time "_proto$|_api$")

function(compile_together target)
  if(BOULEVARD_FILES_AT_A_TIME GREATER 1 AND NOT target MATCHES "${one_at_a_time}")
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${BOULEVARD_FILES_AT_A_TIME})
    # The first takes all files but the one that is compiled for headers. The others see texts copied beyond their end
    # where GCC 12 inlines much (its bug 105651); they hold in the preset `debug`.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
  endif()
endfunction()

function(compile_fast target)
  get_target_property(libraries ${target} LINK_LIBRARIES)
  get_target_property(folder ${target} SOURCE_DIR)
  if("GTest::gtest_main" IN_LIST libraries OR folder MATCHES "^${CMAKE_SOURCE_DIR}/tests")
    target_compile_options(${target} PRIVATE ${test_options})
    # What the headers were compiled with, also where there is no test.
    target_compile_definitions(${target} PRIVATE GTEST_HAS_PTHREAD=1)
    target_precompile_headers(${target} REUSE_FROM test_headers)
  elseif(target STREQUAL boulevard_testing_proto)
    target_compile_options(${target} PRIVATE ${test_options})
  else()
    target_precompile_headers(${target} REUSE_FROM code_headers)
  endif()
  compile_together(${target})
endfunction()

function(boulevard_fast_build)
  targets_below(${CMAKE_SOURCE_DIR} targets)
  precompile(code_headers LIST ${code_headers} DEPS protobuf::libprotobuf)
  precompile(test_headers LIST ${test_headers} OPTIONS ${test_options} DEPS protobuf::libprotobuf GTest::gmock)
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    if(type MATCHES "EXECUTABLE|STATIC_LIBRARY")
      compile_fast(${target})
    endif()
  endforeach()
endfunction()

if(BOULEVARD_FAST_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Some libraries ask for -pthread, and all have to agree; ccache asks for the other.
  add_compile_options(-pthread -fpch-preprocess)
  # When all targets are there.
  cmake_language(DEFER CALL boulevard_fast_build)
endif()
