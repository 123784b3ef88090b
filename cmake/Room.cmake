include(GoogleTest)

# boulevard_room(NAME DEPS target...)
#
# One room of the house: the folder's *.cc files as library NAME, its *_test.cc files as the test program
# NAME_test. A main.cc is left out: its folder says which program it makes. A room sees the rooms in DEPS and
# no other; tests/architecture holds the includes against that list.
function(boulevard_room name)
  cmake_parse_arguments(ROOM "" "" "DEPS;TEST_DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  file(GLOB tests CONFIGURE_DEPENDS *_test.cc)
  file(GLOB headers CONFIGURE_DEPENDS *.h)
  list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/main.cc ${tests})
  if(sources)
    add_library(${name} STATIC ${sources} ${headers})
    target_link_libraries(${name} PUBLIC boulevard_options ${ROOM_DEPS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE boulevard_options ${ROOM_DEPS})
  endif()
  if(tests AND BUILD_TESTING)
    boulevard_test(${name}_test SOURCES ${tests} DEPS ${name} ${ROOM_TEST_DEPS})
  endif()
endfunction()

# boulevard_program(NAME DEPS target...)
#
# The folder's main.cc as a program. It allocates with jemalloc: a page of free places is some thousand short
# strings, and glibc spends a quarter of the request on them. Not under a sanitizer, which has an allocator of
# its own.
function(boulevard_program name)
  cmake_parse_arguments(PROGRAM "" "" "DEPS" ${ARGN})
  add_executable(${name} main.cc)
  target_link_libraries(${name} PRIVATE boulevard_options ${PROGRAM_DEPS})
  if(NOT BOULEVARD_SANITIZE)
    target_link_libraries(${name} PRIVATE PkgConfig::jemalloc)
  endif()
endfunction()

# boulevard_test(NAME SOURCES file... DEPS target... [TIMEOUT seconds] [LABELS label...] [SERIAL])
#
# Every test case is a CTest test of its own, so that a failure names what broke. SERIAL: the cases want the
# machine to themselves.
function(boulevard_test name)
  cmake_parse_arguments(TEST "SERIAL" "TIMEOUT" "SOURCES;DEPS;LABELS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE boulevard_options ${TEST_DEPS} GTest::gmock GTest::gtest_main)
  set(properties TIMEOUT ${TEST_TIMEOUT})
  if(TEST_LABELS)
    list(APPEND properties LABELS "${TEST_LABELS}")
  endif()
  if(TEST_SERIAL)
    list(APPEND properties RUN_SERIAL TRUE)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST NO_PRETTY_VALUES PROPERTIES ${properties})
endfunction()

# boulevard_schema(NAME NAMESPACE ns)
#
# Builds the folder's *.sql files, in the order of their names, into library NAME:
#   #include "services/<service>/schema/migrations.h"
# declares std::span<const runtime::db::Migration> Migrations().
function(boulevard_schema name)
  cmake_parse_arguments(SCHEMA "" "NAMESPACE" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS *.sql)
  list(SORT files)
  set(entries "")
  foreach(file ${files})
    get_filename_component(base ${file} NAME)
    file(READ ${file} sql)
    string(APPEND entries "    {\"${base}\", R\"sql(${sql})sql\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  set(SCHEMA_ENTRIES "${entries}")
  configure_file(${CMAKE_SOURCE_DIR}/cmake/migrations.cc.in ${CMAKE_CURRENT_BINARY_DIR}/migrations.cc @ONLY)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  add_library(${name} STATIC ${CMAKE_CURRENT_BINARY_DIR}/migrations.cc)
  target_link_libraries(${name} PUBLIC boulevard_options runtime_db)
endfunction()
