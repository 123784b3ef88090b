set(BOULEVARD_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
option(BOULEVARD_FUZZ "The fuzz targets as libFuzzer programs, which only clang makes" OFF)

# -g1 keeps backtraces; full debug information doubles the compile time.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

add_library(boulevard_options INTERFACE)
# Designated initializers may leave out members: those have their defaults.
target_compile_options(boulevard_options INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Werror
                       -Wno-missing-field-initializers)
target_include_directories(boulevard_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(boulevard_options INTERFACE BOULEVARD_VERSION="${PROJECT_VERSION}")

if(BOULEVARD_SANITIZE)
  add_compile_options(-fsanitize=${BOULEVARD_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BOULEVARD_SANITIZE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
