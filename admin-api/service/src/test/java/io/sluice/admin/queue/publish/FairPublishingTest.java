package io.sluice.admin.queue.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.queue.Priority;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Orders the publication when more executions wait than the queue takes. Nothing of it is ever
 * committed.
 */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class FairPublishingTest {

  @Inject PublishCandidates rows;
  @Inject Database database;

  @BeforeEach
  void aWorkflow() {
    Api.awaitWorkflow("echo");
  }

  @Test
  void ofEightFiveAreHighTwoNormalAndOneIsLow() {
    var page =
        published(
            80,
            connection -> {
              queue(connection, 200, Priority.HIGH, "a");
              queue(connection, 200, Priority.NORMAL, "a");
              queue(connection, 200, Priority.LOW, "a");
            });

    assertThat(count(page, waiting -> waiting.entry().priority()))
        .isEqualTo(Map.of(Priority.HIGH, 50L, Priority.NORMAL, 20L, Priority.LOW, 10L));
  }

  @Test
  void anOrganizationWithAThousandWaitingDoesNotHoldUpOneWithTen() {
    var page =
        published(
            40,
            connection -> {
              queue(connection, 1000, Priority.NORMAL, "large");
              queue(connection, 10, Priority.NORMAL, "small");
            });

    assertThat(page.subList(0, 20)).as("in turn").filteredOn(this::isSmall).hasSize(10);
  }

  @Test
  void ofOneOrganizationTheOldestComeFirst() {
    var page = published(50, connection -> queue(connection, 100, Priority.NORMAL, "a"));

    assertThat(page).extracting(waiting -> waiting.entry().executionId()).isSorted().hasSize(50);
  }

  @Test
  void whatIsHeldOrWaitsForALockIsNotPublished() {
    var page =
        published(
            10,
            connection -> {
              queue(connection, 2, Priority.NORMAL, "a");
              run(connection, "UPDATE execution SET alive_worker = 'w' WHERE organization = 'a'");
              queue(connection, 2, Priority.NORMAL, "b");
              run(connection, "UPDATE execution SET lock_key = 'k' WHERE organization = 'b'");
            });

    assertThat(page).isEmpty();
  }

  @Test
  void fourHundredOrganizationsWithABacklogOfHighKeepNobodyOut() {
    List<String> reached =
        database.transaction(
            connection -> {
              run(connection, "DELETE FROM execution");
              for (int i = 0; i < 400; i++) {
                queue(connection, 3, Priority.HIGH, "organization-" + i);
              }
              queue(connection, 3, Priority.LOW, "z");
              var organizations = oneRound(connection);
              connection.rollback();
              return organizations;
            });

    assertThat(reached).hasSize(401).doesNotHaveDuplicates().contains("organization-399", "z");
  }

  /** The organizations of which a round over all lanes publishes something. */
  private List<String> oneRound(Connection connection) throws SQLException {
    var organizations = new ArrayList<String>();
    var page = rows.unpublished(connection, Lane.FIRST, Instant.now().plusSeconds(60), 200);
    while (!page.lanes().isEmpty()) {
      page.rows().stream()
          .map(row -> row.lane().organization())
          .distinct()
          .forEach(organizations::add);
      Lane last = page.lanes().getLast();
      page = rows.unpublished(connection, last, Instant.now().plusSeconds(60), 200);
    }
    return organizations;
  }

  private boolean isSmall(PublishCandidates.Waiting waiting) {
    return waiting.entry().body().inputJson().contains("small");
  }

  @FunctionalInterface
  private interface Setup {
    void on(Connection connection) throws SQLException;
  }

  private List<PublishCandidates.Waiting> published(int limit, Setup setup) {
    return database.transaction(
        connection -> {
          run(connection, "DELETE FROM execution");
          setup.on(connection);
          var page =
              rows.unpublished(connection, Lane.FIRST, Instant.now().plusSeconds(60), limit).rows();
          connection.rollback();
          return page;
        });
  }

  private static Map<Priority, Long> count(
      List<PublishCandidates.Waiting> page, Function<PublishCandidates.Waiting, Priority> by) {
    return page.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  private static void queue(
      Connection connection, int count, Priority priority, String organization)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO execution (id, workflow_id, organization, status, priority, shard, epoch,
              max_retries, input, created_at, created_by, queued_at)
            SELECT uuidv7(), w.id, ?, 'PENDING', ?, 'q0', 1, 0, to_json(?::text), now(), 'test', now()
            FROM generate_series(1, ?) n, workflow w WHERE w.name = 'echo'
            """)) {
      insert.setString(1, organization);
      insert.setInt(2, PriorityColumn.of(priority));
      insert.setString(3, organization);
      insert.setInt(4, count);
      insert.executeUpdate();
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
