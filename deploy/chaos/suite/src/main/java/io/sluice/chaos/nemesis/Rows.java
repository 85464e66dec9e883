package io.sluice.chaos.nemesis;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of faults: what is played, and what is not and why. */
public final class Rows {
  private static final Set<Part> WORKERS = Set.of(Part.WORKER, Part.PROCESS, Part.NETWORK);

  private static final List<Row> ALL =
      List.of(
          new Row(1, "a process dies", Set.of(Part.PROCESS), 2, 1, ProcessKilled::draw),
          new Row(2, "a process is stopped", Set.of(Part.PROCESS), 3, 1, Stopped::process),
          new Row(3, "a worker dies", WORKERS, 1, 1, WorkerKilled::draw),
          new Row(4, "a worker is stopped", WORKERS, 1, 1, Stopped::worker),
          new Row(5, "rolling deployment", WORKERS, 1, 1, RollingRestart::draw),
          new Row(
              6,
              "admin-api dies",
              Set.of(Part.ADMIN_API, Part.POSTGRES, Part.REDIS),
              4,
              4,
              AdminApiKilled::draw),
          new Row(7, "Redis dies", Set.of(Part.REDIS), 3, 2, RedisKilled::draw),
          new Row(8, "Redis forgets", Set.of(Part.REDIS), 4, 2, RedisForgets::draw),
          new Row(9, "Redis fails over", Set.of(Part.REDIS), 1, 1, RedisFailsOver::draw),
          new Row(10, "Redis refuses", Set.of(Part.REDIS), 3, 1, RedisRefuses::draw),
          new Row(11, "Redis is stopped", Set.of(Part.REDIS), 2, 2, Stopped::redis),
          new Row(
              12,
              "PostgreSQL dies, is full, or locks",
              Set.of(Part.POSTGRES),
              4,
              1,
              Rows::postgres),
          new Row(13, "PostgreSQL is slow", Set.of(Part.POSTGRES), 1, 1, Network::ofPostgres),
          new Row(14, "network of a worker", Set.of(Part.NETWORK), 6, 2, Network::ofWorker),
          new Row(16, "out of memory", Set.of(Part.LOAD), 3, 1, HostileExecution::outOfMemory),
          new Row(17, "a workflow exits", Set.of(Part.LOAD), 3, 1, HostileExecution::exit),
          new Row(18, "threads, forks, files", Set.of(Part.LOAD), 4, 1, GreedyExecution::draw),
          new Row(19, "stuck", Set.of(Part.LOAD), 6, 2, HostileExecution::stuck),
          new Row(20, "broken code", Set.of(Part.LOAD), 4, 1, HostileExecution::brokenCode),
          new Row(21, "output", Set.of(Part.LOAD), 3, 1, HostileExecution::output),
          new Row(
              22,
              "odd payloads",
              Set.of(Part.LOAD, Part.ADMIN_API, Part.POSTGRES),
              1,
              1,
              OddPayloads::draw),
          new Row(
              23,
              "the same request at once",
              Set.of(Part.ADMIN_API, Part.POSTGRES),
              1,
              1,
              SameRequest::draw),
          new Row(
              24,
              "always bad",
              Set.of(Part.LOAD, Part.ADMIN_API, Part.POSTGRES, Part.REDIS),
              2,
              2,
              (variant, _) -> variant == 0 ? new AlwaysCrashes() : new AlwaysStuck()),
          new Row(
              25,
              "blacklisting",
              Set.of(Part.LOAD, Part.ADMIN_API, Part.POSTGRES, Part.REDIS),
              1,
              1,
              Blacklisting::draw),
          new Row(
              26,
              "commands",
              Set.of(Part.WORKER, Part.PROCESS, Part.ADMIN_API, Part.POSTGRES, Part.REDIS),
              1,
              1,
              Commands::draw),
          new Row(29, "workers come and go", WORKERS, 1, 1, MoreWorkers::draw),
          new Row(
              31,
              "hostile neighbour",
              Set.of(Part.LOAD, Part.WORKER, Part.PROCESS, Part.ADMIN_API),
              1,
              1,
              HostileNeighbour::draw));

  private static final Map<Integer, String> SKIPPED =
      new TreeMap<>(
          Map.of(
              15, "clocks jump: needs faketime, which is not installed",
              27, "a process that lies: not written",
              28, "full disk and read-only folders: needs a small volume",
              30, "two versions together: there is only one"));

  private Rows() {}

  public static List<Row> all() {
    return ALL;
  }

  /** Rows that are not played, by number, with the reason. */
  public static Map<Integer, String> skipped() {
    return SKIPPED;
  }

  private static Fault postgres(int variant, Draws draws) {
    return switch (variant) {
      case 0, 1 -> PostgresAway.draw(variant, draws);
      case 2 -> new PostgresFull(draws.scaled(30));
      default -> new CrossingLocks();
    };
  }
}
