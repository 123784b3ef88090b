-- Who guides young people. A subject is compared byte by byte, as tokens are: another case is someone else.
CREATE TABLE mentors (
  id BINARY(16) NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  subject VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  team VARCHAR(80) NOT NULL DEFAULT '',
  inactive BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE KEY by_subject (subject),
  KEY by_team (team, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
