# Sourced by the commands that build.
# shellcheck shell=bash

# build_targets PRESET [TARGET…]: of the preset fuzz all are the fuzz targets.
build_targets() {
  local preset=$1
  shift
  case $preset in
    release | debug | asan | tsan) ;;
    fuzz)
      need_packages fuzz
      (($#)) || set -- fuzz_targets
      ;;
    *) die "there is no preset '$preset'; there are release, debug, asan, tsan and fuzz." ;;
  esac
  need_packages build
  need_disk 3072
  [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" -Wno-dev
  ninja -C "build/$preset" "${@:-all}"
}
