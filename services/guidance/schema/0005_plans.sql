-- Guidance plans. The whole of a plan (goals, actions, reviews, agreement, every text) is one sealed document in
-- content; the columns beside it, and plan_goals, plan_actions and plan_reviews, repeat of it what is counted and
-- looked for, and are written with it. open_for: the young person while the plan is not closed, of whom there is one
-- such plan. Once a person is anonymised, content and the keys are NULL.
CREATE TABLE plans (
  id BINARY(16) NOT NULL PRIMARY KEY,
  young_person_id BINARY(16) NOT NULL,
  open_for BINARY(16) NULL,
  state VARCHAR(20) CHARACTER SET ascii NOT NULL,
  level VARCHAR(20) CHARACTER SET ascii NOT NULL,
  starts_on DATE NOT NULL,
  next_review_on DATE NULL,
  closed_on DATE NULL,
  closing_reason VARCHAR(40) CHARACTER SET ascii NULL,
  revision INT NOT NULL,
  created_at DATETIME(6) NOT NULL,
  content MEDIUMBLOB NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  UNIQUE KEY one_open (open_for),
  KEY by_young_person (young_person_id, id),
  KEY by_review (state, next_review_on),
  KEY by_master_key (master_key),
  CONSTRAINT plan_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE plan_goals (
  id BINARY(16) NOT NULL PRIMARY KEY,
  plan_id BINARY(16) NOT NULL,
  young_person_id BINARY(16) NOT NULL,
  domain VARCHAR(40) CHARACTER SET ascii NOT NULL,
  lifecycle VARCHAR(20) CHARACTER SET ascii NOT NULL,
  achievement VARCHAR(20) CHARACTER SET ascii NOT NULL,
  target_on DATE NULL,
  KEY by_plan (plan_id),
  KEY by_young_person (young_person_id, lifecycle),
  CONSTRAINT plan_goal_plan FOREIGN KEY (plan_id) REFERENCES plans (id),
  CONSTRAINT plan_goal_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- An action that was called off is due on no day.
CREATE TABLE plan_actions (
  id BINARY(16) NOT NULL PRIMARY KEY,
  plan_id BINARY(16) NOT NULL,
  goal_id BINARY(16) NULL,
  young_person_id BINARY(16) NOT NULL,
  due_on DATE NULL,
  done_on DATE NULL,
  KEY by_plan (plan_id),
  KEY by_young_person (young_person_id, done_on, due_on),
  CONSTRAINT plan_action_plan FOREIGN KEY (plan_id) REFERENCES plans (id),
  CONSTRAINT plan_action_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Reviews that were held, and the day that each was planned on.
CREATE TABLE plan_reviews (
  id BINARY(16) NOT NULL PRIMARY KEY,
  plan_id BINARY(16) NOT NULL,
  young_person_id BINARY(16) NOT NULL,
  planned_on DATE NULL,
  held_on DATE NOT NULL,
  KEY by_plan (plan_id),
  KEY by_day (held_on),
  CONSTRAINT plan_review_plan FOREIGN KEY (plan_id) REFERENCES plans (id),
  CONSTRAINT plan_review_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a plan was after each change: who made it, which kinds of change (words with commas in between), and the
-- content as it was then, sealed under a key of the revision's own.
CREATE TABLE plan_revisions (
  id BINARY(16) NOT NULL PRIMARY KEY,
  plan_id BINARY(16) NOT NULL,
  young_person_id BINARY(16) NOT NULL,
  number INT NOT NULL,
  made_at DATETIME(6) NOT NULL,
  subject VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  mentor_id BINARY(16) NULL,
  kinds VARCHAR(400) CHARACTER SET ascii NOT NULL,
  content MEDIUMBLOB NULL,
  master_key CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
  data_key VARBINARY(60) NULL,
  UNIQUE KEY by_plan (plan_id, number),
  KEY by_young_person (young_person_id),
  KEY by_master_key (master_key),
  CONSTRAINT plan_revision_plan FOREIGN KEY (plan_id) REFERENCES plans (id),
  CONSTRAINT plan_revision_young_person FOREIGN KEY (young_person_id) REFERENCES young_people (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- After how many weeks a plan is reviewed; a level without a row has no reviews that are planned by themselves.
CREATE TABLE review_intervals (
  level VARCHAR(20) CHARACTER SET ascii NOT NULL PRIMARY KEY,
  weeks INT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO review_intervals (level, weeks) VALUES ('intensive', 6), ('moderate', 8), ('light', 12);
