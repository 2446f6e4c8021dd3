-- What an order costs, in cents.
ALTER TABLE orders ADD total bigint NOT NULL DEFAULT 0;

CREATE INDEX orders_by_customer ON orders (costumer);
