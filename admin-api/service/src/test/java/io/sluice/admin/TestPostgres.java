package io.sluice.admin;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The PostgreSQL of the tests. It can be killed and started again with the same data. */
@Singleton
public class TestPostgres {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Path data;
  private final String url;

  TestPostgres(
      DataSource source, @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    this.url = url;
    try (var connection = source.getConnection();
        var row = connection.createStatement().executeQuery("SHOW data_directory")) {
      row.next();
      this.data = Path.of(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Kills the server together with its connections. */
  public void crash() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
      new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
      await().atMost(CAP).until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts the server with its original arguments, unless it runs, and waits until it answers. */
  public void start() {
    if (!answers()) {
      try {
        new ProcessBuilder(command()).directory(data.toFile()).inheritIO().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      await().atMost(CAP).until(this::answers);
    }
  }

  /** Decides whether sessions that are made from now on may write. */
  public void acceptWrites(boolean accepted) {
    run(
        "SET default_transaction_read_only = off",
        "ALTER DATABASE postgres SET default_transaction_read_only = " + (accepted ? "off" : "on"));
  }

  /** Ends all sessions of clients. */
  public void endSessions() {
    run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
  }

  private void run(String... statements) {
    try (var connection = DriverManager.getConnection(url, "postgres", "");
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> command() throws IOException {
    var command = new ArrayList<String>();
    if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
      // PostgreSQL refuses to run as root. In a user namespace of its own the user is not root.
      command.addAll(List.of("unshare", "-U"));
    }
    Matcher word = WORD.matcher(Files.readString(data.resolve("postmaster.opts")));
    while (word.find()) {
      command.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return command;
  }

  private boolean answers() {
    try (var connection = DriverManager.getConnection(url, "postgres", "")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }
}
