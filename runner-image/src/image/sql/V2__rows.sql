INSERT INTO ${table} VALUES (1);
CREATE INDEX ${table}_id ON ${table} (id);
