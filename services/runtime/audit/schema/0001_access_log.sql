-- Who looked at or changed whose personal data: see services/runtime/audit. A row is written by the transaction of
-- a change, or before the answer of a read leaves, and is never changed after it was chained. A job chains the rows
-- once they are committed: it gives each the next number, without gaps, the hash of the row before, and its own hash
-- over that, the number and all other columns but those of the reason's key.
CREATE TABLE access_log (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  happened_at DATETIME(6) NOT NULL,
  event VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  subject VARBINARY(255) NOT NULL,
  role VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  purpose VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  person BINARY(16) NULL,
  resource VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  resource_id BINARY(16) NULL,
  result VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  trace_id VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Sealed by a key of its own (services/runtime/vault). The key may be wrapped anew, or thrown away so that nobody
  -- reads the reason any more; neither breaks the chain.
  reason_id BINARY(16) NULL,
  reason VARBINARY(4200) NULL,
  master_key VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  number BIGINT NULL,
  previous_hash BINARY(32) NULL,
  hash BINARY(32) NULL,
  UNIQUE KEY by_number (number),
  KEY by_person (person, happened_at, id),
  KEY by_time (happened_at, id),
  KEY by_subject (subject, happened_at, id),
  KEY by_master_key (master_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row: the last number and hash given, and the last that were forgotten after their time. Whoever chains holds
-- its lock.
CREATE TABLE access_log_head (
  id TINYINT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  hash BINARY(32) NOT NULL,
  forgotten_number BIGINT NOT NULL,
  forgotten_hash BINARY(32) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO access_log_head (id, number, hash, forgotten_number, forgotten_hash)
VALUES (1, 0, REPEAT('\0', 32), 0, REPEAT('\0', 32));
