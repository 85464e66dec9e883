package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.protocol.Completed;
import io.sluice.protocol.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that no interrupt ends, each ended by its ready-made closer. */
class CloserIT {
  private static final long GRACE_MS = 8_000;
  private static final String SLOW = "SELECT pg_sleep(600)";

  @TempDir private Path folder = Path.of("");

  @Test
  void aSocketAnHttpRequestAndAChildProcessAreClosed() throws IOException {
    try (var process = ProcessFixture.start(3, GRACE_MS)) {
      process.execute(ProcessFixture.order("socket", "SocketRead", "").setTimeoutMs(3_000));
      process.execute(ProcessFixture.order("http", "HttpCall", "").setTimeoutMs(3_000));
      process.execute(
          ProcessFixture.order("child", "ChildProcess", "{\"seconds\":600}").setTimeoutMs(3_000));
      wasClosed(process.completed("socket"));
      // The client's thread is one of the execution's, so that the interrupt may have ended it.
      assertThat(process.completed("http").getOutcome()).isEqualTo(Outcome.TIMEOUT);
      wasClosed(process.completed("child"));
      await("the child and its child to be gone")
          .until(() -> process.child().descendants().isEmpty());
    }
  }

  @Test
  void anHttpClientIsShutDown() throws IOException {
    var misfits = MisfitBundle.in(folder);
    try (var process = ProcessFixture.start(1, GRACE_MS)) {
      process.execute(misfits.order("http", "HttpClient").setTimeoutMs(3_000));
      wasClosed(process.completed("http"));
    }
  }

  @Test
  void aStatementIsCancelledInItsDatabase() throws Exception {
    try (var postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        var process = ProcessFixture.start(1, GRACE_MS)) {
      process.execute(slowQuery(postgres.getPort(), ""));
      await("the query to run").until(() -> running(postgres) == 1);
      wasClosed(process.completed("query"));
      await("the query to be gone").until(() -> running(postgres) == 0);
    }
  }

  /** The thread of the driver waits for its cancel as long as {@code cancelSignalTimeout}. */
  @Test
  void aConnectionWhoseCancelGetsLostIsAborted() throws Exception {
    try (var postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        var relay = new OneConnectionRelay(postgres.getPort());
        var process = ProcessFixture.start(1, GRACE_MS)) {
      process.execute(slowQuery(relay.port(), "&cancelSignalTimeout=2"));
      await("the query to run").until(() -> running(postgres) == 1);
      wasClosed(process.completed("query"));
      assertThat(relay.lost()).as("cancels that got lost").isEqualTo(1);
    }
  }

  private io.sluice.protocol.Execute.Builder slowQuery(int port, String options)
      throws IOException {
    var bundle = SamplesWithDriver.in(folder);
    var url = "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres" + options;
    return ProcessFixture.order(
            "query", "Query", "{\"url\":\"" + url + "\",\"sql\":\"" + SLOW + "\"}")
        .setBundlePath(bundle.jar().toString())
        .setBundleSha256(bundle.sha256())
        .setTimeoutMs(3_000);
  }

  private static void wasClosed(Completed completed) {
    assertThat(completed.getOutcome())
        .as(completed.getFailure().getStack())
        .isEqualTo(Outcome.TIMEOUT);
    assertThat(completed.getRung()).isEqualTo("closer");
  }

  private static int running(EmbeddedPostgres postgres) throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '"
                    + SLOW
                    + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
