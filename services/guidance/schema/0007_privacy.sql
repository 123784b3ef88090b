-- What is asked of those who keep personal data: to keep it as long as it must be, to forget it then, and to know who
-- got it. An anonymised dossier has no sealed column and no data key left, and of its birth date the year.
ALTER TABLE young_people
  MODIFY given_name VARBINARY(512) NULL,
  MODIFY surname VARBINARY(512) NULL,
  MODIFY master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  MODIFY data_key VARBINARY(60) NULL,
  -- Whether a legal hold stands: on the row itself, whose lock says that it is so.
  ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE,
  ADD KEY by_closing (state, held, closed_on, id);

-- Why a dossier may not be anonymised though its time has come. A hold that was released stays, to be accounted for.
CREATE TABLE legal_holds (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  reason VARBINARY(4200) NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  set_by VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  set_on DATE NOT NULL,
  released_by VARCHAR(255) COLLATE utf8mb4_bin NULL,
  released_on DATE NULL,
  KEY by_young_person (young_person_id, id),
  KEY by_standing (released_on, id),
  KEY by_master_key (master_key),
  CONSTRAINT legal_hold_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Which organisation got what of whom, and under which consent. categories: words with commas in between.
CREATE TABLE disclosures (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  consent_id BINARY(16) NOT NULL,
  recipient VARCHAR(40) CHARACTER SET ascii NOT NULL,
  organisation VARCHAR(160) NOT NULL,
  categories VARCHAR(200) CHARACTER SET ascii NOT NULL,
  disclosed_by VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  disclosed_at DATETIME(6) NOT NULL,
  KEY by_young_person (young_person_id, id),
  CONSTRAINT disclosure_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id),
  CONSTRAINT disclosure_consent FOREIGN KEY (consent_id) REFERENCES consents (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
