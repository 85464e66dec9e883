package io.sluice.local.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.local.child.Child.ChildRole;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deletes all data of Redis while ten thousand executions wait. */
@Tag("long")
@ExtendWith(OneSystem.class)
class WipeIT {

  private static final int QUEUED = 10_000;
  private static final int BATCH = 500;
  private static final String NOOP = "{\"workflow\":\"noop\",\"input\":null}";

  @Test
  void afterAWipeInTheMiddleOfTenThousandQueuedAllFinish(WholeSystem system) throws Exception {
    system.freshWorker(Map.of());
    try (Connection database = system.database()) {
      long before = count(database, "true");
      long succeeded = count(database, "status = 'SUCCESS'");
      // Stopped, so that they wait when Redis forgets them.
      signal(system.worker().pid(), "-STOP");
      for (int i = 0; i < QUEUED; i += BATCH) {
        String batch = "[" + String.join(",", Collections.nCopies(BATCH, NOOP)) + "]";
        assertThat(system.api().post("/api/executions/batch", batch).status()).isEqualTo(202);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> count(database, "status = 'PENDING' AND published_epoch = epoch") > QUEUED / 2);
      signal(system.worker().pid(), "-CONT");

      flush(system.local().endpoints().redisUrl());

      await()
          .atMost(Duration.ofSeconds(150))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> count(database, "status = 'SUCCESS'") == succeeded + QUEUED);
      assertThat(count(database, "true")).isEqualTo(before + QUEUED);
      assertThat(system.local().children())
          .filteredOn(child -> child.role() == ChildRole.WORKER)
          .allMatch(child -> child.isAlive());
    }
  }

  private static long count(Connection database, String condition) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM execution_all WHERE " + condition)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void signal(long pid, String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor()).isZero();
  }

  private static void flush(String url) throws IOException {
    var address = URI.create(url);
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('+');
    }
  }
}
