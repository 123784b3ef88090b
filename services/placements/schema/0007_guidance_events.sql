-- The events of other services that were received, so that each counts once: see services/runtime/events.
CREATE TABLE inbox (
  source VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sequence BIGINT NOT NULL,
  received_at DATETIME(6) NOT NULL,
  PRIMARY KEY (source, sequence),
  KEY by_age (received_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Since when a young person is ready to move on, and why they have not yet: as guidance told last, each with the
-- number of the event that said so. Events may come late and in any order.
ALTER TABLE residents
  ADD COLUMN ready_on DATE NULL,
  ADD COLUMN ready_on_sequence BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN ready_cause VARCHAR(40) CHARACTER SET ascii NULL,
  ADD COLUMN ready_cause_sequence BIGINT NOT NULL DEFAULT 0;

-- Since when the stay of someone who is ready blocks its place. Kept when they depart.
ALTER TABLE placements
  ADD COLUMN blocked_since DATE NULL,
  ADD COLUMN blocked_cause VARCHAR(40) CHARACTER SET ascii NULL;
