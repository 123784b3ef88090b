#!/usr/bin/env python3
"""Whether check.py can fail: small houses, each with one fault or none."""

import pathlib
import tempfile
import unittest

import check

HOUSE = {
    "services/runtime/db/CMakeLists.txt": "boulevard_room(runtime_db DEPS PkgConfig::libmariadb)",
    "services/runtime/db/pool.h": "#include <mysql.h>\n",
    "services/stays/domain/CMakeLists.txt": "boulevard_room(stays_domain DEPS absl::strings)",
    "services/stays/domain/stay.h": '#include <string>\n#include "absl/strings/str_cat.h"\n',
    "services/stays/store/CMakeLists.txt": "boulevard_room(stays_store DEPS stays_domain runtime_db)",
    "services/stays/store/stays.cc": """
#include "services/runtime/db/pool.h"
#include "services/stays/domain/stay.h"
""",
    "services/stays/store/stays_test.cc": '#include "gtest/gtest.h"\n',
    "services/other/domain/CMakeLists.txt": "boulevard_room(other_domain)",
    "services/other/domain/other.h": "",
    "gateway/rest/CMakeLists.txt": "boulevard_room(gateway_rest)",
    "gateway/rest/rest.h": "",
}


class CheckTest(unittest.TestCase):

    def faults_with(self, changes):
        with tempfile.TemporaryDirectory() as root:
            for name, text in {**HOUSE, **changes}.items():
                file = pathlib.Path(root, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return check.faults(root)

    def assert_one_fault(self, files, *words):
        faults = self.faults_with(files)
        self.assertEqual(len(faults), 1, faults)
        for word in words:
            self.assertIn(word, faults[0])

    def test_a_sound_house_has_no_fault(self):
        self.assertEqual(self.faults_with({}), [])

    def test_an_include_that_no_dependency_covers(self):
        self.assert_one_fault({"services/stays/domain/stay.h": '\n#include "services/runtime/db/pool.h"\n'},
                              "services/stays/domain/stay.h:2", "services/runtime/db/pool.h")

    def test_a_library_that_no_dependency_covers(self):
        headers = ("mysql.h", "grpcpp/grpcpp.h", "boost/asio.hpp", "google/protobuf/message.h",
                   "boulevard/v1/a.pb.h")
        for header in headers:
            self.assert_one_fault({"services/stays/domain/stay.h": f"#include <{header}>\n"}, header)

    def test_an_include_of_a_folder_that_is_no_room(self):
        self.assert_one_fault({"gateway/rest/rest.h": '#include "gateway/nowhere/x.h"\n'},
                              "gateway/nowhere/x.h")

    def test_gtest_outside_of_a_test(self):
        self.assert_one_fault({"services/stays/store/stays.cc": '#include "gtest/gtest.h"\n'},
                              "gtest/gtest.h")

    def test_a_domain_that_declares_the_database(self):
        cmake = "services/stays/domain/CMakeLists.txt"
        faults = self.faults_with({cmake: "boulevard_room(stays_domain DEPS runtime_db absl::strings)"})
        self.assertIn(f"{cmake}: services/stays/domain must not see services/runtime/db", faults)

    def test_a_service_that_declares_another(self):
        self.assert_one_fault(
            {"services/other/domain/CMakeLists.txt": "boulevard_room(other_domain DEPS stays_domain)"},
            "services/other/domain must not see services/stays/domain")

    def test_a_gateway_that_declares_a_service(self):
        self.assert_one_fault(
            {"gateway/rest/CMakeLists.txt": "boulevard_room(gateway_rest DEPS other_domain)"},
            "gateway/rest must not see services/other/domain")

    def test_a_runtime_that_declares_what_stands_above(self):
        cmake = "services/runtime/db/CMakeLists.txt"
        faults = self.faults_with(
            {cmake: "boulevard_room(runtime_db DEPS gateway_rest PkgConfig::libmariadb)"})
        self.assertIn(f"{cmake}: services/runtime/db must not see gateway/rest", faults)

    def test_a_file_over_its_size(self):
        for name, limit in (("a.h", 200), ("a.cc", 500), ("a_test.cc", 600), ("main.cc", 120)):
            path = f"services/stays/store/{name}"
            self.assertEqual(self.faults_with({path: "\n" * limit}), [])
            self.assert_one_fault({path: "\n" * (limit + 1)}, name, f"{limit} at most")


if __name__ == "__main__":
    unittest.main()
