-- Context of the span that submitted an execution, as the W3C header traceparent; null if it is not traced. An instance of an
-- earlier version that records an end leaves it out.
ALTER TABLE execution ADD COLUMN traceparent text;
ALTER TABLE execution_history ADD COLUMN traceparent text;
CREATE OR REPLACE VIEW execution_all AS SELECT * FROM execution UNION ALL SELECT * FROM execution_history;
