package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Binds instants around a change of daylight saving time in a JVM of that zone: half an hour before
 * and after, local time is the same, or does not exist.
 */
@SuppressWarnings("NullAway.Init")
class RepeatedHourTest {

  private static final Instant AUTUMN = Instant.parse("2026-10-25T01:00:00Z");
  private static final Instant SPRING = Instant.parse("2026-03-29T01:00:00Z");
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static EmbeddedPostgres postgres;
  private Connection connection;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void inBerlin() throws SQLException {
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
  }

  @AfterEach
  void home() throws SQLException {
    connection.close();
    TimeZone.setDefault(ZONE);
  }

  @Test
  void instantsOfAnArrayArriveAsTheyAreOnBothSidesOfTheChange() throws SQLException {
    List<Instant> instants =
        List.of(SPRING, AUTUMN).stream()
            .flatMap(
                change ->
                    List.of(-90, -60, -30, 0, 30, 60, 90).stream()
                        .map(
                            minutes -> change.plus(Duration.ofMinutes(minutes)).plusNanos(123_000)))
            .toList();

    assertThat(
            Sql.list(
                connection,
                "SELECT t AS at FROM unnest(?::timestamptz[]) WITH ORDINALITY AS n(t, i) ORDER BY i",
                row -> Columns.instant(row, "at"),
                Sql.column("timestamptz", instants, at -> at)))
        .isEqualTo(instants);
    try (var select =
        connection.prepareStatement("SELECT unnest(?::timestamptz[]) AS at ORDER BY 1")) {
      Columns.array(select, 1, "timestamptz", instants, at -> at);
      try (var row = select.executeQuery()) {
        for (Instant each : instants) {
          row.next();
          assertThat(Columns.instant(row, "at")).isEqualTo(each);
        }
      }
    }
  }

  @Test
  void aSingleInstantArrivesAsItIs() throws SQLException {
    for (Instant each : List.of(AUTUMN.minusSeconds(1800), AUTUMN.plusSeconds(1800))) {
      assertThat(
              Sql.first(
                  connection,
                  "SELECT ?::timestamptz AS at",
                  row -> Columns.instant(row, "at"),
                  each))
          .contains(each);
    }
  }
}
