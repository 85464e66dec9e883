-- Reads each table once, beside readers and writers: it locks out other changes of the schema only.
DO $$
DECLARE
  condition record;
BEGIN
  FOR condition IN SELECT conname, conrelid::regclass AS of_table FROM pg_constraint
      WHERE conname IN ('attempt_before', 'execution_log_before', 'stuck_dossier_before', 'crash_report_before') LOOP
    EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', condition.of_table, condition.conname);
  END LOOP;
END $$;
