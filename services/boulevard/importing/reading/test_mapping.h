#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TEST_MAPPING_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TEST_MAPPING_H_

namespace boulevard::importing {

// A small mapping without faults, for tests to use and to spoil.
inline constexpr char kTestMapping[] = R"([provider]
name = "Huis aan Zee"

[[programme]]
id = "foyer"
name = "Foyer"
guidance_level = "moderate"
minimum_age = 18
maximum_age = 27
resident_kinds = ["young-person", "status-holder"]

[premises]
key = "code"
skip = [{ column = "status", is = ["closed"] }]

[rooms]
key = "house"
skip = [{ column = "note", starts_with = ["storage"] }]
warn = [{ column = "note", is = ["check"], says = "look at it" }]

[facility]
programme_id = { constant = "foyer" }
name = "name"
reference = "code"
address_line = "address"
postcode = { column = "postcode", lenient = true }
city = { constant = "Den Haag" }
district = { column = "area", map = { "1" = "Laak", "2" = "Segbroek" } }

[unit]
name = { template = "Floor {floor}" }
reference = "floor"

[place]
name = { template = "{floor}{letter}" }
reference = { template = "{floor}{letter}" }
rent_cents = { column = "rent", euros = true, default = "400" }
furnished = { column = "furnished", required = true }
available_from = { column = "from", format = "%d-%m-%Y" }
)";

inline constexpr char kTestPremises[] =
    "code;name;address;postcode;area;status\n"
    "A;Huis A;Kade 1;2521 AB;1;open\n"
    "B;Huis B;Kade 2;;2;open\n"
    "C;Huis C;Kade 3;;2;closed\n";

inline constexpr char kTestRooms[] =
    "house;floor;letter;rent;furnished;from;note\n"
    "A;1;a;410,50;ja;01-03-2026;\n"
    "A;1;b;;nee;;check\n"
    "A;2;a;425;ja;;\n"
    "A;2;z;425;ja;;storage room\n"
    "B;1;a;399;ja;;\n"
    "C;1;a;399;ja;;\n";

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TEST_MAPPING_H_
