package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.admin.database.Migrations.MigrationConfig.Run;
import io.sluice.admin.database.Migrations.MigrationSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations on a real server whose database has a statement timeout of half a second. */
@Tag("slow")
@SuppressWarnings("NullAway.Init")
class MigrationsTest {

  private static final Duration CAP = Duration.ofSeconds(60);
  private static EmbeddedPostgres server;

  @TempDir Path scripts;
  private String url;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void anEmptyDatabase() throws SQLException {
    String name = "db" + System.nanoTime();
    try (var session = server.getPostgresDatabase().getConnection()) {
      execute(session, "CREATE DATABASE " + name);
      execute(session, "ALTER DATABASE " + name + " SET statement_timeout = '500ms'");
    }
    url = server.getJdbcUrl("postgres", name);
  }

  @Test
  void aMigrationMayTakeLongerThanAStatementOfTheService() throws Exception {
    script("V1__long.sql", "CREATE TABLE t (n int); SELECT pg_sleep(1.5);");

    migrations().run();

    assertThat(tables()).isOne();
  }

  @Test
  void aMigrationWaitsForALockWithoutHoldingUpOthersForLong() throws Exception {
    script("V1__table.sql", "CREATE TABLE t (n int);");
    migrations().run();
    script("V2__change.sql", "ALTER TABLE t ADD COLUMN m int;");
    CompletableFuture<Void> migrated;
    try (var person = session()) {
      person.setAutoCommit(false);
      execute(person, "LOCK TABLE t IN ACCESS SHARE MODE");
      migrated = CompletableFuture.runAsync(this::migrate);
      try (var reader = session()) {
        execute(reader, "SET statement_timeout = 0");
        await().atMost(CAP).until(() -> waiting(reader) > 0);
        execute(reader, "SELECT * FROM t"); // is behind the migration, until that gives up
        await().atMost(CAP).until(() -> waiting(reader) == 0);
      }
      assertThat(migrated).isNotDone();
      person.rollback();
    }

    migrated.get(CAP.toSeconds(), TimeUnit.SECONDS);
    try (var session = session()) {
      execute(session, "SELECT m FROM t");
    }
  }

  @Test
  void anIndexIsBuiltWithoutALockWhileTwoInstancesStart() throws Exception {
    script(
        "V1__table.sql", "CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 1000);");
    script("V2__index.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
    script("V2__index.sql.conf", "executeInTransaction=false");

    var first = CompletableFuture.runAsync(this::migrate);
    var second = CompletableFuture.runAsync(this::migrate);
    CompletableFuture.allOf(first, second).get(CAP.toSeconds(), TimeUnit.SECONDS);

    try (var session = session();
        var row =
            session
                .createStatement()
                .executeQuery(
                    "SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  @Test
  void aMigrationThatFailsStopsTheStartWithItsReason() throws IOException {
    script("V1__wrong.sql", "CREATE TABLE t (n no_such_type);");

    assertThatThrownBy(() -> migrations().run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no_such_type");
  }

  private void migrate() {
    try {
      migrations().run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aJobOnlyMigratesAndAnInstanceWithoutTheRightsOnlyLooks() throws Exception {
    script("V1__table.sql", "CREATE TABLE t (n int);");

    assertThatThrownBy(() -> migrations(Run.NEVER).run())
        .hasMessageContaining("SLUICE_MIGRATIONS_RUN is never, and the schema lacks 1 migrations");
    assertThat(migrations(Run.ONLY).run()).isFalse();
    assertThat(migrations(Run.NEVER).run()).isTrue();
    assertThat(migrations(Run.AT_START).run()).isTrue();
  }

  private Migrations migrations() {
    return migrations(Run.AT_START);
  }

  private Migrations migrations(Run run) {
    var configuration =
        Flyway.configure().dataSource(url, "postgres", "").locations("filesystem:" + scripts);
    new MigrationSettings().customize(configuration);
    return new Migrations(configuration.load(), () -> run);
  }

  private void script(String name, String sql) throws IOException {
    Files.writeString(scripts.resolve(name), sql);
  }

  private Connection session() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private long tables() throws SQLException {
    try (var session = session()) {
      return number(session, "SELECT count(*) FROM pg_tables WHERE tablename = 't'");
    }
  }

  private static long waiting(Connection session) throws SQLException {
    return number(
        session,
        "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            + " WHERE c.relname = 't' AND NOT l.granted");
  }

  private static long number(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
