-- Stock and stays. Words are those of the proto contract, enum values in kebab-case. All times are UTC, all
-- dates days in Europe/Amsterdam, all periods half-open [starts_on, ends_on); 9999-12-31 is "open-ended".
-- Resident kinds as a set are bits: 1 young-person, 2 status-holder, 4 student.

CREATE TABLE programmes (
  id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  guidance_level VARCHAR(20) CHARACTER SET ascii NOT NULL,
  minimum_age SMALLINT NOT NULL,
  maximum_age SMALLINT NOT NULL,
  resident_kinds TINYINT NOT NULL,
  turnaround_days SMALLINT NOT NULL,
  offer_hours SMALLINT NOT NULL,
  closed BOOLEAN NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE providers (
  id BINARY(16) NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  contact_email VARCHAR(254) NOT NULL,
  contact_phone VARCHAR(20) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- References are NULL, not empty, when the provider has none: a unique key takes any number of NULLs.
CREATE TABLE facilities (
  id BINARY(16) NOT NULL PRIMARY KEY,
  provider_id BINARY(16) NOT NULL,
  programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name VARCHAR(120) NOT NULL,
  reference VARCHAR(60) NULL,
  address_line VARCHAR(200) NOT NULL,
  postcode VARCHAR(7) NOT NULL,
  city VARCHAR(80) NOT NULL,
  district VARCHAR(80) NOT NULL,
  UNIQUE KEY by_reference (provider_id, reference),
  KEY by_programme (programme_id),
  CONSTRAINT facility_provider FOREIGN KEY (provider_id) REFERENCES providers (id),
  CONSTRAINT facility_programme FOREIGN KEY (programme_id) REFERENCES programmes (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE supervision_windows (
  facility_id BINARY(16) NOT NULL,
  position SMALLINT NOT NULL,
  weekday VARCHAR(10) CHARACTER SET ascii NOT NULL,
  starts_at CHAR(5) CHARACTER SET ascii NOT NULL,
  ends_at CHAR(5) CHARACTER SET ascii NOT NULL,
  supervised_by VARCHAR(120) NOT NULL,
  PRIMARY KEY (facility_id, position),
  CONSTRAINT window_facility FOREIGN KEY (facility_id) REFERENCES facilities (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A unit has either no quotas (all three NULL) or all three. The residents_ columns count those who have arrived;
-- the transaction of an arrival or departure keeps them.
CREATE TABLE units (
  id BINARY(16) NOT NULL PRIMARY KEY,
  facility_id BINARY(16) NOT NULL,
  name VARCHAR(120) NOT NULL,
  reference VARCHAR(60) NULL,
  quota_young_person SMALLINT NULL,
  quota_status_holder SMALLINT NULL,
  quota_student SMALLINT NULL,
  residents_young_person SMALLINT NOT NULL DEFAULT 0,
  residents_status_holder SMALLINT NOT NULL DEFAULT 0,
  residents_student SMALLINT NOT NULL DEFAULT 0,
  places SMALLINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 0,
  UNIQUE KEY by_reference (facility_id, reference),
  CONSTRAINT unit_facility FOREIGN KEY (facility_id) REFERENCES facilities (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- facility_id, provider_id and programme_id never change; they and the facility's district are repeated here for
-- scope and filters.
-- version is bumped by every transaction that books, so that a certification-based cluster sees the conflict.
CREATE TABLE places (
  id BINARY(16) NOT NULL PRIMARY KEY,
  unit_id BINARY(16) NOT NULL,
  facility_id BINARY(16) NOT NULL,
  provider_id BINARY(16) NOT NULL,
  programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  district VARCHAR(80) NOT NULL,
  name VARCHAR(60) NOT NULL,
  reference VARCHAR(60) NULL,
  rent_cents INT NOT NULL,
  is_furnished BOOLEAN NOT NULL,
  is_accessible BOOLEAN NOT NULL,
  is_self_contained BOOLEAN NOT NULL,
  available_from DATE NOT NULL,
  withdrawn BOOLEAN NOT NULL,
  version BIGINT NOT NULL DEFAULT 0,
  UNIQUE KEY by_reference (unit_id, reference),
  KEY by_facility (facility_id, id),
  KEY by_provider (provider_id, id),
  KEY by_programme (programme_id, id),
  KEY for_counts (programme_id, district, withdrawn),
  CONSTRAINT place_unit FOREIGN KEY (unit_id) REFERENCES units (id),
  CONSTRAINT place_facility FOREIGN KEY (facility_id) REFERENCES facilities (id),
  CONSTRAINT place_provider FOREIGN KEY (provider_id) REFERENCES providers (id),
  CONSTRAINT place_programme FOREIGN KEY (programme_id) REFERENCES programmes (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE closures (
  id BINARY(16) NOT NULL PRIMARY KEY,
  place_id BINARY(16) NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  reason VARCHAR(40) CHARACTER SET ascii NOT NULL,
  payer VARCHAR(20) CHARACTER SET ascii NOT NULL,
  note VARCHAR(500) NOT NULL,
  cancelled BOOLEAN NOT NULL,
  KEY by_place (place_id, starts_on),
  CONSTRAINT closure_place FOREIGN KEY (place_id) REFERENCES places (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row for each young person with an application: what a booking locks so that nobody gets two places.
CREATE TABLE residents (
  young_person_id BINARY(16) NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE applications (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  birth_date DATE NOT NULL,
  resident_kind VARCHAR(20) CHARACTER SET ascii NOT NULL,
  guidance_level VARCHAR(20) CHARACTER SET ascii NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_creator (created_by, id),
  CONSTRAINT application_resident FOREIGN KEY (young_person_id) REFERENCES residents (young_person_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE placements (
  id BINARY(16) NOT NULL PRIMARY KEY,
  place_id BINARY(16) NOT NULL,
  application_id BINARY(16) NOT NULL,
  young_person_id BINARY(16) NOT NULL,
  resident_kind VARCHAR(20) CHARACTER SET ascii NOT NULL,
  state VARCHAR(20) CHARACTER SET ascii NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  departure_reason VARCHAR(40) CHARACTER SET ascii NULL,
  departure_destination VARCHAR(40) CHARACTER SET ascii NULL,
  transferred_to BINARY(16) NULL,
  transferred_from BINARY(16) NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_place (place_id, starts_on),
  KEY by_state (state, id),
  KEY by_young_person (young_person_id, starts_on),
  CONSTRAINT placement_place FOREIGN KEY (place_id) REFERENCES places (id),
  CONSTRAINT placement_application FOREIGN KEY (application_id) REFERENCES applications (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE offers (
  id BINARY(16) NOT NULL PRIMARY KEY,
  application_id BINARY(16) NOT NULL,
  place_id BINARY(16) NOT NULL,
  resident_kind VARCHAR(20) CHARACTER SET ascii NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  state VARCHAR(20) CHARACTER SET ascii NOT NULL,
  created_at DATETIME(6) NOT NULL,
  closed_at DATETIME(6) NULL,
  decline_side VARCHAR(20) CHARACTER SET ascii NULL,
  decline_reason VARCHAR(40) CHARACTER SET ascii NULL,
  placement_id BINARY(16) NULL,
  KEY by_expiry (state, expires_at),
  KEY by_place (place_id, id),
  KEY by_application (application_id, id),
  CONSTRAINT offer_place FOREIGN KEY (place_id) REFERENCES places (id),
  CONSTRAINT offer_application FOREIGN KEY (application_id) REFERENCES applications (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What takes a place, whatever it is: the one table that a booking checks. A row goes when its source no longer
-- takes the place (declined, cancelled, ...), and keeps the real dates of what happened.
CREATE TABLE occupancies (
  place_id BINARY(16) NOT NULL,
  starts_on DATE NOT NULL,
  source_id BINARY(16) NOT NULL,
  -- offer, placement, closure
  source VARCHAR(10) CHARACTER SET ascii NOT NULL,
  ends_on DATE NOT NULL,
  -- ends_on and the turnaround days that held when it was booked; ends_on for a closure.
  busy_until DATE NOT NULL,
  -- The end is a plan: nobody has departed yet. False for closures.
  planned BOOLEAN NOT NULL,
  unit_id BINARY(16) NOT NULL,
  resident_kind VARCHAR(20) CHARACTER SET ascii NULL,
  PRIMARY KEY (place_id, starts_on, source_id),
  KEY by_source (source_id),
  KEY by_unit (unit_id, ends_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The free periods of each place, kept by the transaction that changes its occupancies, so that asking what is
-- free is a walk along the primary key and not a search: what is not expected comes first, in the order of the
-- lists. Periods that ended before the last change are not kept. What a list shows of place and facility is
-- repeated here, so that a page costs no further look into those tables.
-- position: 0, 1, ... within a place, rows that are not expected before those that are.
-- audience: bit 0, shown to anyone who asks for no kind; bits 1 to 3, open to resident kinds 1, 2, 4.
CREATE TABLE free_periods (
  expected BOOLEAN NOT NULL,
  place_id BINARY(16) NOT NULL,
  position SMALLINT NOT NULL,
  free_from DATE NOT NULL,
  free_until DATE NOT NULL,
  audience TINYINT NOT NULL,
  unit_id BINARY(16) NOT NULL,
  facility_id BINARY(16) NOT NULL,
  provider_id BINARY(16) NOT NULL,
  programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  district VARCHAR(80) NOT NULL,
  place_name VARCHAR(60) NOT NULL,
  rent_cents INT NOT NULL,
  is_furnished BOOLEAN NOT NULL,
  is_accessible BOOLEAN NOT NULL,
  is_self_contained BOOLEAN NOT NULL,
  PRIMARY KEY (expected, place_id, position),
  KEY by_provider (provider_id, expected, place_id),
  KEY by_programme (programme_id, expected, place_id),
  KEY by_district (district, expected, place_id),
  KEY for_counts (programme_id, district, expected, free_from, free_until, audience)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
