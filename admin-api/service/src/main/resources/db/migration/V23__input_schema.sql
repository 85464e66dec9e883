-- JSON Schemas of the inputs of workflows, derived from class files. By bundle and class, so that a
-- registration by an earlier release, which writes none, leaves no schema of another bundle behind.
CREATE TABLE input_schema (
  bundle_sha256 text NOT NULL REFERENCES bundle ON DELETE CASCADE,
  entry_point text NOT NULL,
  schema text NOT NULL,
  PRIMARY KEY (bundle_sha256, entry_point)
);
