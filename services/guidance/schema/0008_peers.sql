-- The referrer who registered someone, by the subject of their token: they may apply for them. Nothing when a mentor
-- or a coordinator did.
ALTER TABLE young_people ADD COLUMN referred_by VARCHAR(255) COLLATE utf8mb4_bin NULL;

-- Placements hears of everything, also of what happened before it was first told.
INSERT INTO outbox_cursors (consumer, sequence) VALUES ('placements', 0);
