-- Webhooks of providers, and the messages to them. events is a set of bits, 1 << (number of the contract). The
-- secrets are sealed with the key of the site. leased_until: until then one replica sends what is due to that
-- address; afterwards it says when that was last done.
CREATE TABLE webhooks (
  id BINARY(16) NOT NULL PRIMARY KEY,
  provider_id BINARY(16) NOT NULL,
  url VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  events INT NOT NULL,
  stopped VARCHAR(20) CHARACTER SET ascii NULL,
  secret VARBINARY(200) NOT NULL,
  old_secret VARBINARY(200) NOT NULL,
  old_secret_until DATETIME(6) NULL,
  created_at DATETIME(6) NOT NULL,
  delivered_at DATETIME(6) NULL,
  leased_until DATETIME(6) NULL,
  KEY by_provider (provider_id, id),
  CONSTRAINT webhook_provider FOREIGN KEY (provider_id) REFERENCES providers (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE webhook_deliveries (
  id BINARY(16) NOT NULL PRIMARY KEY,
  webhook_id BINARY(16) NOT NULL,
  event VARCHAR(30) CHARACTER SET ascii NOT NULL,
  subject_id BINARY(16) NOT NULL,
  happened_at DATETIME(6) NOT NULL,
  state VARCHAR(20) CHARACTER SET ascii NOT NULL,
  attempts INT NOT NULL,
  last_status SMALLINT NULL,
  last_fault VARCHAR(30) CHARACTER SET ascii NULL,
  next_attempt_at DATETIME(6) NULL,
  retry_until DATETIME(6) NOT NULL,
  finished_at DATETIME(6) NULL,
  KEY by_webhook (webhook_id, id),
  KEY by_due (webhook_id, state, next_attempt_at),
  KEY by_state (state, finished_at),
  CONSTRAINT delivery_webhook FOREIGN KEY (webhook_id) REFERENCES webhooks (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
