package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Runs a query and can be cancelled: a closer cancels the statement. The JDBC driver must be in the
 * bundle; the bundle of these samples has none.
 */
@WorkflowDefinition(
    name = "query",
    description = "Runs an SQL query and returns its first value; stops when it is told to.",
    idempotent = true)
public final class QueryWorkflow implements Workflow<QueryWorkflow.Input, String> {
  /**
   * Input of the execution.
   *
   * @param url JDBC address
   * @param sql a query
   */
  public record Input(String url, String sql) {
    public Input {
      Inputs.require(url != null && url.startsWith("jdbc:"), "url must begin with jdbc:");
      Inputs.require(sql != null && !sql.isBlank(), "sql is missing: give a query");
    }
  }

  @Override
  public String run(Input input, WorkflowContext context) throws SQLException {
    try (var connection = DriverManager.getConnection(input.url());
        var statement = connection.createStatement();
        var _ = context.onCancel(statement);
        var rows = statement.executeQuery(input.sql())) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
