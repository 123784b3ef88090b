-- What every service keeps beside its own: see services/runtime/idempotency and services/runtime/events.

CREATE TABLE idempotency_keys (
  id BINARY(32) NOT NULL PRIMARY KEY,
  answer MEDIUMBLOB NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_age (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

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
