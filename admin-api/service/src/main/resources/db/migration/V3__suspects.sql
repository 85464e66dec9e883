-- Who crashed a process: supervision, section 9.

-- Suspected of a crash: until an attempt has ended it runs alone, whatever model was asked for.
ALTER TABLE execution ADD COLUMN suspect boolean NOT NULL DEFAULT false;

-- Of an attempt whose process crashed. 'suspected' until an attempt alone has ended: then 'acquitted' or 'convicted'.
ALTER TABLE attempt ADD COLUMN suspicion text CHECK (suspicion IN ('suspected', 'acquitted', 'convicted'));

-- What the worker knew of the crash: one for each attempt that was in the process.
CREATE TABLE crash_report (
  execution_id uuid NOT NULL,
  epoch bigint NOT NULL,
  claim bigint NOT NULL,
  at timestamptz NOT NULL,
  report json NOT NULL,
  PRIMARY KEY (execution_id, epoch, claim)
);
