package io.sluice.admin.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.operations.Notifications.Notice;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class NotificationTest {

  private static final String PATH = "/api/platform/notifications";

  @Inject Notifications notifications;
  @Inject Database database;
  @Inject Rows rows;

  @Test
  void theyAreReadNewestFirstAndPageByPage() {
    String older = written("older");
    String newer = written("newer");

    JsonPath page = Api.get(PATH + "?limit=1").jsonPath();
    JsonPath next = Api.get(PATH + "?limit=1&cursor=" + page.getString("next_cursor")).jsonPath();

    assertThat(page.getString("items[0].notification_id")).isEqualTo(newer);
    assertThat(next.getString("items[0].notification_id")).isEqualTo(older);
    assertThat(page.getLong("unread")).isGreaterThanOrEqualTo(2);
    assertThat(Api.get(PATH + "?cursor=x").statusCode()).isEqualTo(422);
    assertThat(Api.get(PATH + "?limit=201").statusCode()).isEqualTo(422);
  }

  @Test
  void whoReadItFirstStaysAndItCountsAsUnreadNoMore() {
    String id = written("to be read");
    long unread = Api.get(PATH).jsonPath().getLong("unread");

    JsonPath read = Api.post(PATH + "/" + id + "/read", "").jsonPath();
    rows.change("UPDATE notification SET read_by = 'somebody' WHERE id = " + id);
    JsonPath again = Api.post(PATH + "/" + id + "/read", "").jsonPath();

    assertThat(read.getString("read_by")).isEqualTo(TestSystem.USERNAME);
    assertThat(read.getString("read_at")).isNotNull();
    assertThat(again.getString("read_by")).isEqualTo("somebody");
    assertThat(Api.get(PATH).jsonPath().getLong("unread")).isEqualTo(unread - 1);
    assertThat(Api.get(PATH + "?unread=true&limit=200").jsonPath().getList("items.notification_id"))
        .doesNotContain(id);
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    for (String id : List.of("0", "nobody", "99999999999999999999")) {
      var answer = Api.post(PATH + "/" + id + "/read", "");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.<String>path("type")).endsWith("no-such-notification");
    }
  }

  @Test
  void viewersSeeThemAndDoNotMarkThem() {
    String id = written("for viewers");
    var asViewer = given().header("Authorization", "Bearer " + rows.token("viewer"));
    asViewer.get(PATH).then().statusCode(200);
    asViewer.post(PATH + "/" + id + "/read").then().statusCode(403);
  }

  @Test
  void theNewestAreKeptAndNoneForLong() {
    database.transaction(
        connection -> {
          Instant now = Instant.now();
          long old = write(connection, "old", now.minus(Duration.ofDays(91)));
          long first = write(connection, "first", now);
          long last = write(connection, "last", now);
          assertThat(count(connection, old)).as("dropped with the next one").isZero();

          Notifications.drop(connection, Instant.EPOCH, 1);

          assertThat(count(connection, first)).isZero();
          assertThat(count(connection, last)).isOne();
          connection.rollback();
          return 1;
        });
  }

  private String written(String title) {
    return Long.toString(
        database.transaction(connection -> write(connection, title, Instant.now())));
  }

  private long write(Connection connection, String title, Instant at) throws SQLException {
    var notice = new Notice(Notice.Severity.INFO, title, "body", Notice.BLACKLIST);
    return notifications.write(connection, notice, at).id();
  }

  private static long count(Connection connection, long id) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT count(*) FROM notification WHERE id = ?")) {
      select.setLong(1, id);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
