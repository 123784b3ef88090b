-- Match proposals: who of the waiting list could get which free place, as a coordinator was shown it. Kept as it
-- was; only offer_id is written later, by the transaction that makes the offer.
CREATE TABLE match_proposals (
  id BINARY(16) NOT NULL PRIMARY KEY,
  -- NULL: all programmes.
  programme_id VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  waiting INT NOT NULL,
  open_places INT NOT NULL,
  total_priority BIGINT NOT NULL,
  upper_bound BIGINT NOT NULL,
  optimal BOOLEAN NOT NULL,
  created_by VARCHAR(200) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_programme (programme_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- priority_parts and wishes are records to be shown, never searched: "urgency 40, weeks-waiting 12" and
-- "district 1, self-contained 0". The versions are those of place, application and rules at the time.
CREATE TABLE match_proposal_lines (
  proposal_id BINARY(16) NOT NULL,
  number INT NOT NULL,
  application_id BINARY(16) NOT NULL,
  place_id BINARY(16) NOT NULL,
  waiting_rank INT NOT NULL,
  priority INT NOT NULL,
  priority_parts VARCHAR(500) CHARACTER SET ascii NOT NULL,
  wishes VARCHAR(200) CHARACTER SET ascii NOT NULL,
  fitting_places INT NOT NULL,
  rule_set_version INT NOT NULL,
  place_version BIGINT NOT NULL,
  application_version BIGINT NOT NULL,
  offer_id BINARY(16) NULL,
  PRIMARY KEY (proposal_id, number),
  CONSTRAINT line_proposal FOREIGN KEY (proposal_id) REFERENCES match_proposals (id),
  CONSTRAINT line_application FOREIGN KEY (application_id) REFERENCES applications (id),
  CONSTRAINT line_place FOREIGN KEY (place_id) REFERENCES places (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Matches of one application walk the open places of a programme group by group, the cheapest first, and see all
-- that decides without leaving the index.
ALTER TABLE free_periods ADD KEY for_matches (programme_id, expected, audience, district, is_self_contained,
                                              is_accessible, rent_cents, place_id, free_from, free_until);
