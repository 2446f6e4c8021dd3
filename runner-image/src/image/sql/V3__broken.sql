-- Fails, and is meant to.
INSERT INTO ${table}
VALUES (1);
