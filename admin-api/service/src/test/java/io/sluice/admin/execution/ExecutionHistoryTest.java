package io.sluice.admin.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.database.Database;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@Tag("slow")
@SuppressWarnings("NullAway.Init")
class ExecutionHistoryTest {

  private static final String ECHO = "{\"workflow\":\"echo\"}";

  @Inject Rows rows;
  @Inject Database database;
  @Inject QueueScripts queue;
  @Inject ExecutionRecordStore records;
  @Inject ExecutionHistoryStore history;

  @Test
  void whatHasEndedLeavesTheTableOfWhatWaitsAndRunsAndComesBackToRunAgain() {
    Api.awaitWorkflow("echo");
    var worker = new TestWorker(queue, "worker-history");
    String id = Api.submit(ECHO);
    assertThat(places(id)).isEqualTo("1 0");

    var claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
    assertThat(places(id)).isEqualTo("0 1");

    assertThat(Api.post("/api/executions/" + id + "/retry", "{}").statusCode()).isEqualTo(202);
    assertThat(places(id)).isEqualTo("1 0");
    assertThat(Api.post("/api/executions/" + id + "/cancel", "{}").statusCode()).isEqualTo(202);
    Api.awaitStatus(id, "CANCELLED");
    assertThat(places(id)).isEqualTo("0 1");
  }

  @Test
  void whatAnEarlierVersionEndedInPlaceIsShownAndRunsAgainAndMoves() {
    Api.awaitWorkflow("echo");
    String moved = endedInPlace();
    String again = endedInPlace();
    assertThat(Api.get("/api/executions/" + moved).<String>path("status")).isEqualTo("FAILED");

    assertThat(Api.post("/api/executions/" + again + "/retry", "{}").statusCode()).isEqualTo(202);
    assertThat(places(again)).isEqualTo("1 0");
    List<UUID> unmoved =
        database.transaction(
            connection ->
                history.unmoved(connection, new UUID(0, 0), Instant.now(), Integer.MAX_VALUE));
    assertThat(unmoved).contains(UUID.fromString(moved)).doesNotContain(UUID.fromString(again));
    int _ = database.transaction(connection -> history.move(connection, unmoved));

    assertThat(places(moved)).isEqualTo("0 1");
    assertThat(Api.get("/api/executions/" + moved).<String>path("status")).isEqualTo("FAILED");
    assertThat(Api.post("/api/executions/" + again + "/cancel", "{}").statusCode()).isEqualTo(202);
  }

  @Test
  void whoFoundARowLockedThatEndedMeanwhileFindsItInTheHistory() {
    Api.awaitWorkflow("echo");
    String id = endedInPlace();
    var ids = List.of(UUID.fromString(id));

    database.transaction(
        connection -> {
          assertThat(history.move(connection, ids)).isOne();
          var rows = database.transaction(other -> records.lock(other, ids));
          assertThat(rows.states()).isEmpty();
          assertThat(rows.busy()).isEqualTo(Set.copyOf(ids));
          return ids;
        });

    var rows = database.transaction(connection -> records.lock(connection, ids));
    assertThat(rows.states()).containsOnlyKeys(ids);
    assertThat(rows.busy()).isEmpty();
  }

  @Test
  void anExecutionOfADayWithoutAPartitionIsKeptToo() {
    Api.awaitWorkflow("echo");
    String old = "01000000-0000-7000-8000-" + UUID.randomUUID().toString().substring(24);
    rows.change(
        """
        INSERT INTO execution (id, workflow_id, status, priority, shard, epoch, max_retries,
          created_at, created_by, queued_at, run_at)
        SELECT ?, id, 'SCHEDULED', 1, 'q0', 1, 0, now(), 'test', now(), now() + interval '1 hour'
        FROM workflow WHERE name = 'echo'
        """,
        old);

    assertThat(Api.post("/api/executions/" + old + "/cancel", "{}").statusCode()).isEqualTo(202);

    assertThat(rows.number("SELECT count(*) FROM execution_history_default WHERE id = ?", old))
        .isOne();
    assertThat(Api.get("/api/executions/" + old).<String>path("status")).isEqualTo("CANCELLED");
  }

  @Test
  void aRowThatMovesKeepsEveryColumn() {
    for (String table : List.of("execution", "execution_history", "execution_all")) {
      assertThat(
              rows.text(
                  "SELECT string_agg(column_name, ', ' ORDER BY column_name)"
                      + " FROM information_schema.columns WHERE table_name = ?",
                  table))
          .as(table)
          .isEqualTo(
              String.join(
                  ", ", List.of(ExecutionRow.COLUMNS.split(", ")).stream().sorted().toList()));
    }
  }

  private String endedInPlace() {
    String id =
        Api.submit(
            "{\"workflow\":\"echo\",\"run_at\":\"" + Instant.now().plusSeconds(9000) + "\"}");
    rows.change(
        "UPDATE execution SET status = 'FAILED', finished_at = now(), recorded_at = now() WHERE id = ?",
        id);
    return id;
  }

  /** The number of its rows among what waits and runs, and in the history. */
  private String places(String id) {
    return rows.text(
        "SELECT (SELECT count(*) FROM execution WHERE id = ?) || ' '"
            + " || (SELECT count(*) FROM execution_history WHERE id = ?)",
        id,
        id);
  }
}
