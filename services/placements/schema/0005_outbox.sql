-- What happened, for those who follow it: see services/runtime/events. An event is written by the transaction of
-- the change itself. Its id is given when it is written and its sequence once it is committed: without gaps, in
-- the order in which events become visible, so that whoever has read up to one number has missed none.
CREATE TABLE outbox (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sequence BIGINT NULL,
  kind VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject BINARY(16) NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  written_at DATETIME(6) NOT NULL,
  UNIQUE KEY by_sequence (sequence),
  KEY by_age (written_at, sequence)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row: the last number given. Whoever gives numbers holds its lock.
CREATE TABLE outbox_head (
  id TINYINT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO outbox_head (id, sequence) VALUES (1, 0);

-- How far each of those who work through the events has come.
CREATE TABLE outbox_cursors (
  consumer VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
