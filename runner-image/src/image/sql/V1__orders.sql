CREATE TABLE ${table} (id int PRIMARY KEY);
