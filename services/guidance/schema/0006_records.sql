-- What mentors record beside the plan. Free text (note, organisation, reasons) is sealed under a data key of the
-- record, which there is while it has text. Days, kinds and scores are plain, so that they can be counted.

CREATE TABLE contact_moments (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  mentor_id BINARY(16) NOT NULL,
  held_on DATE NOT NULL,
  time_of_day CHAR(5) CHARACTER SET ascii NULL,
  way VARCHAR(20) CHARACTER SET ascii NOT NULL,
  duration_minutes SMALLINT NULL,
  attendance VARCHAR(20) CHARACTER SET ascii NOT NULL,
  note MEDIUMBLOB NULL,
  withdrawn_on DATE NULL,
  withdrawal_reason VARBINARY(4100) NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_young_person (young_person_id, held_on, id),
  -- The last contact that counts is the last row of a range.
  KEY by_contact (young_person_id, attendance, withdrawn_on, held_on),
  KEY by_master_key (master_key),
  CONSTRAINT contact_moment_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id),
  CONSTRAINT contact_moment_mentor FOREIGN KEY (mentor_id) REFERENCES mentors (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE daytime_activities (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  mentor_id BINARY(16) NOT NULL,
  kind VARCHAR(20) CHARACTER SET ascii NOT NULL,
  organisation VARBINARY(900) NULL,
  hours_per_week SMALLINT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NULL,
  start_qualification_on DATE NULL,
  withdrawn_on DATE NULL,
  withdrawal_reason VARBINARY(4100) NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_young_person (young_person_id, starts_on, id),
  KEY by_master_key (master_key),
  CONSTRAINT daytime_activity_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id),
  CONSTRAINT daytime_activity_mentor FOREIGN KEY (mentor_id) REFERENCES mentors (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Scores of the Self-Sufficiency Matrix (ZRM 2017), 1 to 5, a column for each domain of life.
CREATE TABLE assessments (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  mentor_id BINARY(16) NOT NULL,
  assessed_on DATE NOT NULL,
  finance TINYINT NOT NULL,
  work_and_education TINYINT NOT NULL,
  use_of_time TINYINT NOT NULL,
  housing TINYINT NOT NULL,
  domestic_relations TINYINT NOT NULL,
  mental_health TINYINT NOT NULL,
  physical_health TINYINT NOT NULL,
  substance_use TINYINT NOT NULL,
  basic_daily_activities TINYINT NOT NULL,
  instrumental_daily_activities TINYINT NOT NULL,
  social_network TINYINT NOT NULL,
  community_participation TINYINT NOT NULL,
  justice TINYINT NOT NULL,
  withdrawn_on DATE NULL,
  withdrawal_reason VARBINARY(4100) NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_young_person (young_person_id, assessed_on, id),
  KEY by_master_key (master_key),
  CONSTRAINT assessment_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id),
  CONSTRAINT assessment_mentor FOREIGN KEY (mentor_id) REFERENCES mentors (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- That someone is ready to move on. `stands` is 1 until it is withdrawn and then NULL: of one young person there
-- is at most one that stands. `cause` is why they cannot move yet, as of now.
CREATE TABLE readinesses (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  mentor_id BINARY(16) NOT NULL,
  declared_on DATE NOT NULL,
  cause VARCHAR(30) CHARACTER SET ascii NOT NULL,
  stands TINYINT NULL,
  withdrawn_on DATE NULL,
  withdrawal_reason VARBINARY(4100) NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY by_standing (young_person_id, stands),
  KEY by_young_person (young_person_id, id),
  KEY by_master_key (master_key),
  CONSTRAINT readiness_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id),
  CONSTRAINT readiness_mentor FOREIGN KEY (mentor_id) REFERENCES mentors (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- From which day on which cause held; number counts the causes of a readiness.
CREATE TABLE readiness_causes (
  readiness_id BINARY(16) NOT NULL,
  number SMALLINT NOT NULL,
  young_person_id BINARY(16) NOT NULL,
  cause VARCHAR(30) CHARACTER SET ascii NOT NULL,
  from_on DATE NOT NULL,
  PRIMARY KEY (readiness_id, number),
  KEY by_young_person (young_person_id),
  CONSTRAINT readiness_cause_readiness FOREIGN KEY (readiness_id) REFERENCES readinesses (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
