-- Intake: the whole application, its history, and the rules that decide about it. What is added to tables that
-- are there has a default, because programs of the release before still write them.

-- programme_id is NULL only in what such a program wrote. waiting is what an application was before it had states.
-- wished_districts: one name a line.
ALTER TABLE applications
  ADD COLUMN programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN state VARCHAR(20) CHARACTER SET ascii NOT NULL DEFAULT 'waiting',
  ADD COLUMN urgency VARCHAR(20) CHARACTER SET ascii NOT NULL DEFAULT 'normal',
  ADD COLUMN situation VARCHAR(30) CHARACTER SET ascii NOT NULL DEFAULT 'other',
  ADD COLUMN situation_since DATE NULL,
  ADD COLUMN referrer_organisation VARCHAR(120) NOT NULL DEFAULT '',
  ADD COLUMN referring_name VARCHAR(120) NOT NULL DEFAULT '',
  ADD COLUMN referring_email VARCHAR(254) NOT NULL DEFAULT '',
  ADD COLUMN referring_phone VARCHAR(20) NOT NULL DEFAULT '',
  ADD COLUMN receiving_name VARCHAR(120) NOT NULL DEFAULT '',
  ADD COLUMN receiving_email VARCHAR(254) NOT NULL DEFAULT '',
  ADD COLUMN receiving_phone VARCHAR(20) NOT NULL DEFAULT '',
  ADD COLUMN wished_districts VARCHAR(700) NOT NULL DEFAULT '',
  ADD COLUMN max_rent_cents INT NULL,
  ADD COLUMN accessible_needed BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN self_contained_wished BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN step_down_from VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  ADD COLUMN relapse_return BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN confirmed_at DATETIME(6) NULL,
  ADD COLUMN expires_at DATETIME(6) NULL,
  ADD COLUMN waiting_since DATETIME(6) NULL,
  ADD COLUMN paused_until DATE NULL,
  ADD COLUMN pause_side VARCHAR(20) CHARACTER SET ascii NULL,
  ADD COLUMN pause_reason VARCHAR(40) CHARACTER SET ascii NULL,
  ADD COLUMN closing_reason VARCHAR(40) CHARACTER SET ascii NULL,
  ADD COLUMN rule_set_version INT NULL,
  ADD KEY by_programme (programme_id, state, id),
  ADD KEY by_young_person (young_person_id, programme_id, state),
  ADD KEY by_expiry (state, expires_at),
  ADD CONSTRAINT application_programme FOREIGN KEY (programme_id) REFERENCES programmes (id);

-- Offers say which version of the rules they were made under, and why they were taken back.
ALTER TABLE offers
  ADD COLUMN rule_set_version INT NOT NULL DEFAULT 1,
  ADD COLUMN revoke_reason VARCHAR(40) CHARACTER SET ascii NULL;

-- Whom someone must not share a unit with, as the application says it. It is looked up from both sides.
CREATE TABLE must_not_share (
  application_id BINARY(16) NOT NULL,
  other_id BINARY(16) NOT NULL,
  PRIMARY KEY (application_id, other_id),
  KEY by_other (other_id),
  CONSTRAINT must_not_share_application FOREIGN KEY (application_id) REFERENCES applications (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Who changed what and when; never what it was. fields: the changed ones, with commas in between.
CREATE TABLE application_history (
  id BINARY(16) NOT NULL PRIMARY KEY,
  application_id BINARY(16) NOT NULL,
  changed_at DATETIME(6) NOT NULL,
  subject VARCHAR(200) NOT NULL,
  role VARCHAR(20) CHARACTER SET ascii NOT NULL,
  step VARCHAR(30) CHARACTER SET ascii NOT NULL,
  from_state VARCHAR(20) CHARACTER SET ascii NULL,
  to_state VARCHAR(20) CHARACTER SET ascii NOT NULL,
  fields VARCHAR(500) CHARACTER SET ascii NOT NULL,
  KEY by_application (application_id, id),
  CONSTRAINT history_application FOREIGN KEY (application_id) REFERENCES applications (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The rules of a programme; rows are added and never changed. Version 1 is the one that Boulevard comes with, and
-- has no row. rules: the words of those that are on, with commas in between. Weights are points: of one step of
-- urgency, of one week, and of what is so or not.
CREATE TABLE rule_sets (
  programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version INT NOT NULL,
  rules VARCHAR(200) CHARACTER SET ascii NOT NULL,
  urgency_points INT NOT NULL,
  week_points INT NOT NULL,
  step_down_points INT NOT NULL,
  relapse_return_points INT NOT NULL,
  homeless_now_points INT NOT NULL,
  application_days SMALLINT NOT NULL,
  additional_assessment BOOLEAN NOT NULL,
  created_at DATETIME(6) NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (programme_id, version),
  CONSTRAINT rule_set_programme FOREIGN KEY (programme_id) REFERENCES programmes (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a decline does to the application, by side and reason; what has no row keeps waiting. pause_days is 0 but
-- for a pause.
CREATE TABLE decline_consequences (
  programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version INT NOT NULL,
  side VARCHAR(20) CHARACTER SET ascii NOT NULL,
  reason VARCHAR(40) CHARACTER SET ascii NOT NULL,
  consequence VARCHAR(30) CHARACTER SET ascii NOT NULL,
  pause_days SMALLINT NOT NULL,
  PRIMARY KEY (programme_id, version, side, reason),
  CONSTRAINT consequence_rule_set FOREIGN KEY (programme_id, version) REFERENCES rule_sets (programme_id, version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What is there: the programme is that of the last place given or held, else the lightest that fits.
UPDATE applications a SET
  programme_id = COALESCE(
    (SELECT p.programme_id FROM placements s JOIN places p ON p.id = s.place_id
       WHERE s.application_id = a.id ORDER BY s.id DESC LIMIT 1),
    (SELECT p.programme_id FROM offers o JOIN places p ON p.id = o.place_id
       WHERE o.application_id = a.id ORDER BY o.id DESC LIMIT 1),
    (SELECT g.id FROM programmes g
       WHERE FIND_IN_SET(g.guidance_level, 'none,light,moderate,intensive')
               >= FIND_IN_SET(a.guidance_level, 'none,light,moderate,intensive')
         AND g.resident_kinds &
               (CASE a.resident_kind WHEN 'young-person' THEN 1 WHEN 'status-holder' THEN 2 ELSE 4 END) <> 0
       ORDER BY g.closed, FIND_IN_SET(g.guidance_level, 'none,light,moderate,intensive'), g.id LIMIT 1),
    (SELECT MIN(g.id) FROM programmes g)),
  state = CASE
    WHEN EXISTS (SELECT 1 FROM placements s WHERE s.application_id = a.id
                   AND s.state IN ('confirmed', 'arrived', 'departed')) THEN 'placed'
    WHEN EXISTS (SELECT 1 FROM offers o WHERE o.application_id = a.id AND o.state = 'open') THEN 'offered'
    ELSE 'waiting' END,
  waiting_since = a.created_at,
  confirmed_at = UTC_TIMESTAMP(6),
  expires_at = UTC_TIMESTAMP(6) + INTERVAL 90 DAY;
