package io.sluice.chaos.nemesis;

import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The catalog of faults: the rows that are played, and the reasons for those that are not. */
public final class FaultCatalog {
  private static final Set<FaultTarget> WORKERS =
      Set.of(FaultTarget.WORKER, FaultTarget.PROCESS, FaultTarget.NETWORK);

  private static final List<CatalogRow> ALL =
      List.of(
          new CatalogRow(
              1, "a process dies", Set.of(FaultTarget.PROCESS), 2, 1, ProcessKilled::draw),
          new CatalogRow(
              2,
              "a process is stopped",
              Set.of(FaultTarget.PROCESS),
              3,
              1,
              ProcessStopped::process),
          new CatalogRow(3, "a worker dies", WORKERS, 1, 1, WorkerKilled::draw),
          new CatalogRow(4, "a worker is stopped", WORKERS, 1, 1, ProcessStopped::worker),
          new CatalogRow(5, "rolling deployment", WORKERS, 1, 1, RollingRestart::draw),
          new CatalogRow(
              6,
              "admin-api dies",
              Set.of(FaultTarget.ADMIN_API, FaultTarget.POSTGRES, FaultTarget.REDIS),
              4,
              4,
              AdminApiKilled::draw),
          new CatalogRow(7, "Redis dies", Set.of(FaultTarget.REDIS), 3, 2, RedisKilled::draw),
          new CatalogRow(8, "Redis forgets", Set.of(FaultTarget.REDIS), 4, 2, RedisForgets::draw),
          new CatalogRow(
              9, "Redis fails over", Set.of(FaultTarget.REDIS), 1, 1, RedisFailsOver::draw),
          new CatalogRow(10, "Redis refuses", Set.of(FaultTarget.REDIS), 3, 1, RedisRefuses::draw),
          new CatalogRow(
              11, "Redis is stopped", Set.of(FaultTarget.REDIS), 2, 2, ProcessStopped::redis),
          new CatalogRow(
              12,
              "PostgreSQL dies, is full, or locks",
              Set.of(FaultTarget.POSTGRES),
              4,
              1,
              FaultCatalog::postgres),
          new CatalogRow(
              13,
              "PostgreSQL is slow",
              Set.of(FaultTarget.POSTGRES),
              1,
              1,
              NetworkFault::ofPostgres),
          new CatalogRow(
              14, "network of a worker", Set.of(FaultTarget.NETWORK), 6, 2, NetworkFault::ofWorker),
          new CatalogRow(
              16, "out of memory", Set.of(FaultTarget.LOAD), 3, 1, HostileExecution::outOfMemory),
          new CatalogRow(
              17, "a workflow exits", Set.of(FaultTarget.LOAD), 3, 1, HostileExecution::exit),
          new CatalogRow(
              18, "threads, forks, files", Set.of(FaultTarget.LOAD), 4, 1, GreedyExecution::draw),
          new CatalogRow(19, "stuck", Set.of(FaultTarget.LOAD), 6, 2, HostileExecution::stuck),
          new CatalogRow(
              20, "broken code", Set.of(FaultTarget.LOAD), 4, 1, HostileExecution::brokenCode),
          new CatalogRow(21, "output", Set.of(FaultTarget.LOAD), 3, 1, HostileExecution::output),
          new CatalogRow(
              22,
              "odd payloads",
              Set.of(FaultTarget.LOAD, FaultTarget.ADMIN_API, FaultTarget.POSTGRES),
              1,
              1,
              OddPayloads::draw),
          new CatalogRow(
              23,
              "the same request at once",
              Set.of(FaultTarget.ADMIN_API, FaultTarget.POSTGRES),
              1,
              1,
              SameRequest::draw),
          new CatalogRow(
              24,
              "always bad",
              Set.of(
                  FaultTarget.LOAD, FaultTarget.ADMIN_API, FaultTarget.POSTGRES, FaultTarget.REDIS),
              2,
              2,
              (variant, _) -> variant == 0 ? new AlwaysCrashes() : new AlwaysStuck()),
          new CatalogRow(
              25,
              "blacklisting",
              Set.of(
                  FaultTarget.LOAD, FaultTarget.ADMIN_API, FaultTarget.POSTGRES, FaultTarget.REDIS),
              1,
              1,
              BlacklistedWhileBusy::draw),
          new CatalogRow(
              26,
              "commands",
              Set.of(
                  FaultTarget.WORKER,
                  FaultTarget.PROCESS,
                  FaultTarget.ADMIN_API,
                  FaultTarget.POSTGRES,
                  FaultTarget.REDIS),
              1,
              1,
              RepeatedCommands::draw),
          new CatalogRow(29, "workers come and go", WORKERS, 1, 1, MoreWorkers::draw),
          new CatalogRow(
              31,
              "hostile neighbour",
              Set.of(
                  FaultTarget.LOAD, FaultTarget.WORKER, FaultTarget.PROCESS, FaultTarget.ADMIN_API),
              1,
              1,
              HostileNeighbour::draw),
          new CatalogRow(
              32,
              "low priority beside endless high",
              Set.of(FaultTarget.LOAD),
              1,
              1,
              EndlessHighPriority::draw),
          new CatalogRow(
              33, "a row is locked", Set.of(FaultTarget.POSTGRES), 1, 1, LockedRow::draw),
          new CatalogRow(
              34,
              "PostgreSQL only reads",
              Set.of(FaultTarget.POSTGRES),
              1,
              1,
              ReadOnlyPostgres::draw),
          new CatalogRow(35, "delayed work", Set.of(FaultTarget.LOAD), 1, 1, DelayedWindow::draw),
          new CatalogRow(
              36, "markers fill Redis", Set.of(FaultTarget.REDIS), 1, 1, MarkersAtTheGuard::draw),
          new CatalogRow(
              37,
              "admin-api is stopped",
              Set.of(FaultTarget.ADMIN_API, FaultTarget.POSTGRES, FaultTarget.REDIS),
              1,
              1,
              ProcessStopped::adminApi),
          new CatalogRow(
              38,
              "admin-api dies after an approval",
              Set.of(FaultTarget.ADMIN_API, FaultTarget.POSTGRES, FaultTarget.REDIS),
              1,
              1,
              ApprovalKilled::draw));

  private static final Map<Integer, String> SKIPPED =
      new TreeMap<>(
          Map.of(
              15, "clocks jump: needs faketime, which is not installed",
              27, "a process that lies: not written",
              28, "full disk and read-only folders: needs a small volume",
              30, "two versions together: there is only one"));

  private FaultCatalog() {}

  public static List<CatalogRow> all() {
    return ALL;
  }

  /** Rows that are not played, by number, with the reason. */
  public static Map<Integer, String> skipped() {
    return SKIPPED;
  }

  private static Fault postgres(int variant, FaultRandom draws) {
    return switch (variant) {
      case 0, 1 -> PostgresUnavailable.draw(variant, draws);
      case 2 -> new PostgresFull(draws.scaled(30));
      default -> new CrossingLocks();
    };
  }

  /**
   * One row of the fault catalog.
   *
   * @param number as in docs/reliability.md
   * @param injected the targets that it needs for itself
   * @param variants number of its variants
   * @param essential number of variants in the short form
   * @param faults draws one variant
   */
  public record CatalogRow(
      int number,
      String name,
      Set<FaultTarget> injected,
      int variants,
      int essential,
      Draw faults) {

    /** Creates a fault of one variant, with its random parameters. */
    public interface Draw {
      Fault of(int variant, FaultRandom draws);
    }

    public CatalogRow {
      injected = Set.copyOf(injected);
    }
  }
}
