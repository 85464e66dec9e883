package io.sluice.samples;

import io.sluice.workflow.InputField;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Validates and summarises a CSV file (RFC 4180) whose first record is the header. */
@WorkflowDefinition(
    name = "csv-import",
    description = "Checks a CSV file and says what is in each column.",
    maxRetries = 1,
    idempotent = true)
public final class CsvImportWorkflow
    implements Workflow<CsvImportWorkflow.Input, CsvImportWorkflow.Summary> {
  private static final int MAX_INVALID_NAMED = 20;
  private static final int MAX_COLUMNS = 200;
  private static final int CHECK_INTERVAL = 1_000;

  /**
   * Input of the execution.
   *
   * @param path of the CSV file
   */
  public record Input(@InputField(title = "Path", required = true) String path) {
    public Input {
      Inputs.requirePath(path);
    }
  }

  /**
   * Summary of the file.
   *
   * @param rows well-formed ones, without the header
   * @param invalid rows with another number of fields than the header
   * @param invalid_lines the lines the first 20 invalid rows begin at, from 1
   */
  public record Summary(
      long rows, long invalid, List<Long> invalid_lines, List<ColumnSummary> columns) {}

  @Override
  public Summary run(Input input, WorkflowContext context)
      throws IOException, InterruptedException {
    var file = Inputs.existingFile(input.path());
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      var records = new CsvReader(reader);
      var header = records.next();
      Inputs.require(header != null, "the file is empty: a header is needed");
      Inputs.require(header.size() <= MAX_COLUMNS, "more than " + MAX_COLUMNS + " columns");
      return summarise(records, header, context);
    }
  }

  private static Summary summarise(CsvReader records, List<String> header, WorkflowContext context)
      throws IOException, InterruptedException {
    var columns = header.stream().map(ColumnSummary.Counting::new).toList();
    List<Long> invalidLines = new ArrayList<>();
    long rows = 0;
    long invalid = 0;
    for (var fields = records.next(); fields != null; fields = records.next()) {
      if (fields.size() == columns.size()) {
        rows++;
        for (int column = 0; column < fields.size(); column++) {
          columns.get(column).add(fields.get(column));
        }
      } else {
        invalid++;
        if (invalidLines.size() < MAX_INVALID_NAMED) {
          invalidLines.add(records.recordLine());
        }
      }
      if ((rows + invalid) % CHECK_INTERVAL == 0) {
        context.checkCancelled();
      }
    }
    return new Summary(
        rows,
        invalid,
        invalidLines,
        columns.stream().map(ColumnSummary.Counting::summary).toList());
  }
}
