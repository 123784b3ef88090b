#!/usr/bin/env python3
"""Holds every #include against the rooms that its own room declares, and every file against its size.

usage: check.py ROOT
"""

import pathlib
import re
import subprocess
import sys

import rooms

# Whose headers are these, by prefix; any one of the targets in the room's sight allows them.
LIBRARIES = {
    "CLI/": "CLI11::",
    "absl/": "absl::",
    "boost/": "Boost::",
    "boulevard/testing/": "boulevard_testing_proto",
    "boulevard/": "boulevard_proto",
    "curl/": "CURL::",
    "gmock/": "GTest::",
    "google/protobuf/": ("protobuf::", "boulevard_proto"),
    "grpc/": "gRPC::",
    "grpcpp/": "gRPC::",
    "gtest/": "GTest::",
    "lemon/": "Lemon::",
    "mariadb/": "PkgConfig::libmariadb",
    "mysql": "PkgConfig::libmariadb",
    "nlohmann/": "nlohmann_json::",
    "openssl/": "OpenSSL::",
    "prometheus/": "prometheus-cpp::",
    "simdjson": "simdjson::",
    "spdlog/": "spdlog::",
    "toml++/": "tomlplusplus::",
    "utf8proc.h": "PkgConfig::utf8proc",
}

# What no list of dependencies may grow to: rooms whose folder matches never see the targets or folders named.
FORBIDDEN = [
    (r"services/[^/]+/domain", r"gRPC::|protobuf::|boulevard_proto|PkgConfig::|Boost::|prometheus-cpp::|"
                               r"spdlog::|Lemon::|services/runtime/(db|rpc|http|log|metrics|config)$"),
    (r"services/[^/]+/store", r"gRPC::|Boost::|boulevard_proto|services/[^/]+/api$"),
    (r"services/[^/]+/api", r"PkgConfig::|Boost::|services/[^/]+/(store|schema)$|services/runtime/db$"),
    (r"services/runtime/.*", r"services/(?!runtime/)|gateway|bench|tests"),
    (r"gateway(/.*)?", r"services/(?!runtime/)|PkgConfig::|bench|tests|services/runtime/db$"),
    (r"services/(?!runtime)[^/]+(/.*)?", r"bench|tests"),
]
# The all-in-one program alone sees the gateway and every service.
ALL_IN_ONE = "services/boulevard"

LINES = [("_test.cc", 600), ("/main.cc", 120), (".cc", 500), (".h", 200)]

_INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def service_of(folder):
    match = re.match(r"services/(?!runtime(?:/|$))([^/]+)", folder)
    return match.group(1) if match else None


def graph_faults(house):
    """Faults of the declared dependencies themselves."""
    for room in house.rooms.values():
        seen = house.visible(room, in_test=False) - room.targets
        names = sorted({house.name_of(target) for target in seen})
        for folder, banned in FORBIDDEN:
            if not re.fullmatch(folder, room.folder):
                continue
            for name in names:
                if re.match(banned, name):
                    yield f"{room.folder}/CMakeLists.txt: {room.folder} must not see {name}"
        if room.folder.startswith(ALL_IN_ONE) or not service_of(room.folder):
            continue
        for name in names:
            if name.startswith("gateway") or service_of(name) not in (None, service_of(room.folder)):
                yield f"{room.folder}/CMakeLists.txt: {room.folder} must not see {name}"


def owner_of(include, house):
    """The folder, or the prefixes of targets, that an include comes from; None for a system header."""
    if include.split("/")[0] in ("services", "gateway", "tests", "bench"):
        room = house.room_of(include)
        return room.folder if room else include
    for prefix, targets in LIBRARIES.items():
        if include.startswith(prefix):
            return targets
    return None


def is_of_tests(path):
    name = path.split("/")[-1]
    return path.startswith("tests/") or name.startswith("test_") or name.endswith("_test.cc")


def include_faults(path, text, house):
    room = house.room_of(path)
    if room is None:
        return
    seen = house.visible(room, in_test=is_of_tests(path))
    names = {house.name_of(target) for target in seen}
    for match in _INCLUDE.finditer(text):
        include = match.group(1)
        owner = owner_of(include, house)
        if owner is None or owner in names:
            continue
        prefixes = owner if isinstance(owner, tuple) else (owner,)
        if not any(target.startswith(prefixes) for target in seen):
            line = text.count("\n", 0, match.start(1)) + 1
            yield f'{path}:{line}: "{include}" is not in sight of {room.folder}'


def size_faults(path, text):
    lines = text.count("\n")
    for suffix, limit in LINES:
        if ("/" + path).endswith(suffix):
            if lines > limit:
                yield f"{path}: {lines} lines, {limit} at most"
            return


def sources(root):
    """The C++ files of the repository, new ones too; without git, every one in its folders."""
    git = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run([*git, "*.cc", "*.h"], capture_output=True, text=True)
    if listed.returncode == 0:
        names = listed.stdout.split()
    else:
        names = [file.relative_to(root).as_posix()
                 for top in ("services", "gateway", "tests", "bench")
                 for suffix in ("cc", "h") for file in (root / top).glob(f"**/*.{suffix}")]
    return [name for name in sorted(set(names)) if (root / name).is_file()]


def faults(root):
    root = pathlib.Path(root)
    house = rooms.House(root)
    found = list(graph_faults(house))
    for path in sources(root):
        text = (root / path).read_text()
        found += include_faults(path, text, house)
        found += size_faults(path, text)
    return found


def main():
    found = faults(sys.argv[1])
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
