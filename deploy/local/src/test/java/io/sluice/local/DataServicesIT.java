package io.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.child.Child;
import io.sluice.local.child.Children;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer;
import io.sluice.local.port.PortChoice;
import io.sluice.local.service.Layout;
import io.sluice.local.state.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataServicesIT {
  @TempDir private Path folder;

  @Test
  void serveAsTheUserWhoStartsThemAndLeaveNothing() throws Exception {
    var state = StateFolder.open(Optional.empty());
    var children = Children.under(state.logs(), state.temporary());
    var data = data(state, children);

    var redis = data.redis();
    var postgres = data.postgres();

    assertThat(query(postgres, "select current_user || ' of ' || current_database()"))
        .isEqualTo("sluice of sluice");
    assertThat(tell(redis, "CONFIG GET maxmemory-policy")).contains("noeviction");
    assertThat(tell(redis, "CONFIG GET appendonly")).contains("yes");

    var pids = children.all().stream().map(Child::pid).toList();
    children.close();
    state.close();

    LeftProcesses.assertNoProcess(pids);
    LeftProcesses.assertNothingListensAt(postgres.url(), redis.url());
    LeftProcesses.assertGone(state.root());
  }

  @Test
  void aSecondStartFindsWhatWasKept() throws Exception {
    inKeptFolder(
        (postgres, redis) -> {
          execute(postgres, "create table kept as select 42 as answer");
          tell(redis, "SET kept 42");
        });

    inKeptFolder(
        (postgres, redis) -> {
          assertThat(query(postgres, "select answer from kept")).isEqualTo("42");
          assertThat(tell(redis, "GET kept")).contains("42");
        });
  }

  private interface Visit {
    void to(PostgresServer postgres, RedisServer redis) throws IOException, SQLException;
  }

  private void inKeptFolder(Visit visit) throws Exception {
    try (var state = StateFolder.open(Optional.of(folder));
        var children = Children.under(state.logs(), state.temporary())) {
      var data = data(state, children);
      visit.to(data.postgres(), data.redis());
    }
  }

  private static DataServices data(StateFolder state, Children children) throws IOException {
    return new DataServices(Layout.here(), state, PortChoice.choose(Map.of(), 1), children);
  }

  private static String query(PostgresServer postgres, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), PostgresServer.USER, "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(PostgresServer postgres, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), PostgresServer.USER, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String tell(RedisServer redis, String command) throws IOException {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), redis.port())) {
      socket
          .getOutputStream()
          .write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
