package io.sluice.workflow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Cancels a statement. A cancel is sent to the database on a connection of its own and can hang or
 * get lost like the query: if the call has not returned after one second, the connection is
 * aborted.
 */
final class StatementCloser implements Closer {
  private static final long CANCEL_TIMEOUT_MS = 1_000;
  private static final Pattern HOST_AND_PORT = Pattern.compile("//(?:[^/?;@]*@)?([^/?;@]+)");

  private final Statement statement;
  private final Connection connection;
  private final CountDownLatch freed = new CountDownLatch(1);

  private StatementCloser(Statement statement, Connection connection) {
    this.statement = statement;
    this.connection = connection;
  }

  static CloserRegistration register(WorkflowContext context, Statement statement)
      throws SQLException {
    var closer = new StatementCloser(statement, statement.getConnection());
    var registration = context.onCancel(closer.description(), closer);
    return () -> {
      closer.freed.countDown();
      registration.close();
    };
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    Thread.ofVirtual().name("statement-cancel").start(this::cancel);
    if (!freed.await(CANCEL_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
      connection.abort(Runnable::run);
    }
  }

  private void cancel() {
    try {
      statement.cancel();
    } catch (SQLException _) {
      // The abort of the connection follows.
    }
  }

  private String description() throws SQLException {
    return "JDBC statement" + place(connection.getMetaData().getURL());
  }

  /** Returns only host and port, because the rest of the address may contain a password. */
  static String place(String url) {
    var found = HOST_AND_PORT.matcher(url == null ? "" : url);
    return found.find() ? " at " + found.group(1) : "";
  }
}
