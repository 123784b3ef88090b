-- What a write answered under the idempotency key that its caller gave, so that it can be sent again; see
-- services/runtime/idempotency. Written by the transaction of the write itself. The id is derived from caller,
-- method and key, and the answer is encrypted with what is derived from them too.
CREATE TABLE idempotency_keys (
  id BINARY(32) NOT NULL PRIMARY KEY,
  answer MEDIUMBLOB NOT NULL,
  created_at DATETIME(6) NOT NULL,
  KEY by_age (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
