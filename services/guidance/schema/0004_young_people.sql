-- Who is guided. Names, contact and BSN are sealed under a data key of the record (services/runtime/vault), which a
-- master key wraps, and are found by keyed hashes. languages: codes with commas in between.
CREATE TABLE young_people (
  id BINARY(16) NOT NULL PRIMARY KEY,
  given_name VARBINARY(512) NOT NULL,
  surname VARBINARY(512) NOT NULL,
  email VARBINARY(300) NULL,
  phone VARBINARY(64) NULL,
  bsn VARBINARY(64) NULL,
  surname_hash BINARY(32) NULL,
  email_hash BINARY(32) NULL,
  bsn_hash BINARY(32) NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  data_key VARBINARY(60) NOT NULL,
  birth_date DATE NOT NULL,
  resident_kind VARCHAR(20) CHARACTER SET ascii NOT NULL,
  languages VARCHAR(60) CHARACTER SET ascii NOT NULL DEFAULT '',
  mentor_id BINARY(16) NULL,
  state VARCHAR(20) CHARACTER SET ascii NOT NULL,
  created_at DATETIME(6) NOT NULL,
  closed_on DATE NULL,
  closing_reason VARCHAR(40) CHARACTER SET ascii NULL,
  KEY by_surname (surname_hash, id),
  KEY by_email (email_hash, id),
  UNIQUE KEY by_bsn (bsn_hash),
  KEY by_master_key (master_key),
  KEY by_mentor (mentor_id, state, id),
  KEY by_state (state, id),
  CONSTRAINT young_person_mentor FOREIGN KEY (mentor_id) REFERENCES mentors (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Who was the mentor, and who handed over; the one that lasts has no end.
CREATE TABLE assignments (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  mentor_id BINARY(16) NOT NULL,
  from_mentor_id BINARY(16) NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NULL,
  KEY by_young_person (young_person_id, id),
  KEY by_mentor (mentor_id, id),
  CONSTRAINT assignment_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id),
  CONSTRAINT assignment_mentor FOREIGN KEY (mentor_id) REFERENCES mentors (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE consents (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  purpose VARCHAR(40) CHARACTER SET ascii NOT NULL,
  given_on DATE NOT NULL,
  withdrawn_on DATE NULL,
  KEY by_young_person (young_person_id, id),
  CONSTRAINT consent_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Who may read a dossier that is not theirs, and until when. Why is in the access log.
CREATE TABLE broken_glass (
  young_person_id BINARY(16) NOT NULL,
  subject VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  broken_until DATETIME(6) NOT NULL,
  PRIMARY KEY (young_person_id, subject),
  CONSTRAINT broken_glass_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
