package io.sluice.peers;

import io.sluice.local.bench.figure.Figure;
import io.sluice.local.bench.figure.FigureFile;
import io.sluice.local.child.Children;
import io.sluice.local.data.Folders;
import io.sluice.local.data.PostgresServer;
import io.sluice.local.data.RedisServer;
import io.sluice.local.data.RedisServer.Persistence;
import io.sluice.local.service.Layout;
import io.sluice.peers.Peer.Store;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures each peer on a PostgreSQL and a Redis of its own, one after the other, and prints them
 * beside Sluice's figures of the same run.
 */
@Command(name = "peers", mixinStandardHelpOptions = true, description = "Measures other systems.")
public final class Peers implements Callable<Integer> {
  private static final List<Peer> ALL =
      List.of(
          Peer.node(
              "BullMQ 6.7.0, concurrency 4, Redis always",
              "bullmq.mjs",
              new Store.Redis(Persistence.ALWAYS)),
          Peer.node(
              "BullMQ 6.7.0, concurrency 4, Redis everysec",
              "bullmq.mjs",
              new Store.Redis(Persistence.EVERYSEC)),
          Peer.node("pg-boss 10.4.0, 4 x 250", "pg-boss.mjs", new Store.Postgres()),
          Peer.java("db-scheduler 16.12.0, 16 threads", DbSchedulerPeer.class),
          Peer.java("JobRunr 8.7.0, 4 workers", JobRunrPeer.class));
  private static final List<String> FIGURES =
      List.of("sustained", "drain", "start p50", "start p99");

  /** The names of the same figures of Sluice. */
  private static final Map<String, String> OF_SLUICE =
      Map.of(
          "sustained", "sustained, batch submit to recorded",
          "drain", "drain of 8 000 queued no-ops",
          "start p50", "no-op at 50/s, POST due to start, p50",
          "start p99", "no-op at 50/s, POST due to start, p99");

  private static final int MINUTES = 5;

  /** Of the output of a peer that failed. */
  private static final int MAX_LINES = 20;

  @Option(
      names = "--sluice",
      paramLabel = "FILE",
      description = "figures that deploy/bench/run --out has kept")
  private @Nullable Path sluice;

  @Option(
      names = "--node",
      paramLabel = "FOLDER",
      description = "programs of Node.js with their modules; without it their peers are left out")
  private @Nullable Path node;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Peers()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println(
        "| system | sustained /s | drain /s | at 50/s, due to start: p50 ms | p99 ms |");
    System.out.println("| --- | --- | --- | --- | --- |");
    if (sluice != null) {
      System.out.println(row("Sluice", ofSluice(FigureFile.read(sluice))));
    }
    for (Peer peer : ALL) {
      if (peer.language() == Peer.Language.NODE && node == null) {
        System.out.println("| " + peer.name() + " | left out: no Node.js | | | |");
      } else {
        System.out.println(row(peer.name(), measure(peer)));
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static Map<String, List<Double>> ofSluice(List<Figure> figures) {
    var values = new LinkedHashMap<String, List<Double>>();
    for (Figure figure : figures) {
      OF_SLUICE.forEach(
          (name, ours) -> {
            if (figure.name().equals(ours)) {
              values.put(name, figure.values());
            }
          });
    }
    return values;
  }

  private Map<String, List<Double>> measure(Peer peer) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("sluice-peer");
    Path logs = Files.createDirectories(folder.resolve("logs"));
    try (var children = Children.under(logs, List.of())) {
      Map<String, String> environment =
          switch (peer.store()) {
            case Store.Postgres _ -> postgres(children, folder);
            case Store.Redis(Persistence persistence) -> redis(children, folder, persistence);
          };
      return run(peer, environment, logs.resolve("peer.log"));
    } finally {
      Folders.delete(folder);
    }
  }

  /** Starts a PostgreSQL; returns the variables that name it. */
  private static Map<String, String> postgres(Children children, Path folder)
      throws IOException, InterruptedException {
    Path cache = Layout.here().cache();
    var server = PostgresServer.start(children, folder.resolve("data/pg"), cache, freePort(), true);
    return Map.of(
        "POSTGRES_URL", server.url(),
        "JDBC_URL", server.jdbcUrl(),
        "POSTGRES_USER", PostgresServer.USER);
  }

  /** Starts a Redis; returns the variables that name it. */
  private static Map<String, String> redis(Children children, Path folder, Persistence persistence)
      throws IOException, InterruptedException {
    int port = freePort();
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    RedisServer.start(
        children, "redis", folder.resolve("data/redis"), temporary, port, persistence);
    return Map.of("REDIS_PORT", Integer.toString(port));
  }

  private Map<String, List<Double>> run(Peer peer, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    var program = new ProcessBuilder(command(peer)).redirectErrorStream(true);
    program.redirectOutput(log.toFile());
    program.environment().putAll(environment);
    Process running = program.start();
    try {
      if (!running.waitFor(MINUTES, TimeUnit.MINUTES) || running.exitValue() != 0) {
        System.err.printf("%s did not end well:%n", peer.name());
        Files.readAllLines(log).stream().limit(MAX_LINES).forEach(System.err::println);
      }
    } finally {
      running.destroyForcibly();
    }
    var values = new LinkedHashMap<String, List<Double>>();
    for (String line : Files.readAllLines(log)) {
      int tab = line.indexOf('\t');
      if (tab > 0 && FIGURES.contains(line.substring(0, tab))) {
        values
            .computeIfAbsent(line.substring(0, tab), _ -> new ArrayList<>())
            .add(Double.valueOf(line.substring(tab + 1)));
      }
    }
    return values;
  }

  private List<String> command(Peer peer) {
    return switch (peer.language()) {
      case JAVA ->
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              peer.program());
      case NODE -> List.of("node", node + "/" + peer.program());
    };
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String row(String name, Map<String, List<Double>> values) {
    var text = new StringBuilder("| " + name + " |");
    for (String figure : FIGURES) {
      var sorted = values.getOrDefault(figure, List.of()).stream().sorted().toList();
      text.append(
          sorted.isEmpty()
              ? " - |"
              : String.format(
                  Locale.ROOT,
                  " %,.1f (%,.1f to %,.1f) |",
                  sorted.get((sorted.size() - 1) / 2),
                  sorted.getFirst(),
                  sorted.getLast()));
    }
    return text.toString();
  }
}
