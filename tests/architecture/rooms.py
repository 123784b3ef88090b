"""Rooms and what they may see, read from the CMakeLists.txt of each folder."""

import dataclasses
import pathlib
import re

_CALL = re.compile(r"(\w+)\s*\(([^()]*)\)")
_SECTIONS = {"DEPS", "TEST_DEPS", "SOURCES", "NAMESPACE", "TIMEOUT", "LABELS", "SERIAL", "PRIVATE", "PUBLIC",
             "INTERFACE"}
_TEST_LIBRARIES = {"GTest::gmock", "GTest::gtest"}


@dataclasses.dataclass
class Room:
    """One folder with a CMakeLists.txt that makes targets; deps are names of targets, direct ones only."""

    folder: str
    targets: set = dataclasses.field(default_factory=set)
    deps: set = dataclasses.field(default_factory=set)
    test_deps: set = dataclasses.field(default_factory=set)


def _sections(words):
    found = {"": []}
    name = ""
    for word in words:
        if word in _SECTIONS:
            name = word
            found.setdefault(name, [])
        else:
            found[name].append(word)
    return found


def parse_room(folder, text):
    """The room that a CMakeLists.txt declares, or None when it only adds folders."""
    room = Room(folder)
    text = re.sub(r"#.*", "", text)
    text = re.sub(r"\$\{[^}]*\}", "", text)
    for call, arguments in _CALL.findall(text):
        words = arguments.split()
        if not words:
            continue
        sections = _sections(words[1:])
        if call == "boulevard_room":
            room.targets.add(words[0])
            room.deps.update(sections.get("DEPS", []))
            room.test_deps.update(sections.get("TEST_DEPS", []))
        elif call == "boulevard_schema":
            room.targets.add(words[0])
            room.deps.add("runtime_db")
        elif call == "boulevard_test":
            room.test_deps.update(sections.get("DEPS", []))
        elif call in ("add_executable", "add_library"):
            room.targets.add(words[0])
        elif call == "boulevard_fuzz":
            room.deps.update(sections.get("DEPS", []))
        elif call == "target_link_libraries":
            for section in ("PRIVATE", "PUBLIC", "INTERFACE"):
                room.deps.update(sections.get(section, []))
    room.deps.discard("boulevard_options")
    return room if room.targets or room.test_deps else None


class House:
    """All rooms under a root."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.rooms = {}
        for file in sorted(self.root.glob("**/CMakeLists.txt")):
            folder = file.parent.relative_to(self.root).as_posix()
            if folder.split("/")[0] in ("build", ".cache") or "node_modules" in folder:
                continue
            room = parse_room(folder, file.read_text())
            if room:
                self.rooms[folder] = room
        self._by_target = {target: room for room in self.rooms.values() for target in room.targets}

    def room_of(self, path):
        """The room of a file: that of the nearest folder above it that is one."""
        for folder in pathlib.PurePosixPath(path).parents:
            if folder.as_posix() in self.rooms:
                return self.rooms[folder.as_posix()]
        return None

    def name_of(self, target):
        """The folder that makes the target; for a library from outside, the target itself."""
        return self._by_target[target].folder if target in self._by_target else target

    def visible(self, room, in_test):
        """Every target that the room's sources, or its tests, may include from."""
        seen = set(room.targets)
        queue = list(room.deps)
        if in_test:
            queue += [*room.test_deps, *_TEST_LIBRARIES]
        while queue:
            target = queue.pop()
            if target in seen:
                continue
            seen.add(target)
            if target in self._by_target:
                queue += self._by_target[target].deps
        return seen
