package io.sluice.chaos.check;

import io.sluice.chaos.MachineClock;
import io.sluice.chaos.check.RunRecord.RecordedAttempt;
import io.sluice.chaos.check.RunRecord.RecordedExecution;
import io.sluice.chaos.check.RunRecord.Remains;
import io.sluice.chaos.ledger.LedgerReader;
import io.sluice.chaos.ledger.Run.Token;
import io.sluice.chaos.load.Answers;
import io.sluice.chaos.nemesis.BlockObserver;
import io.sluice.chaos.nemesis.FaultResult;
import io.sluice.chaos.nemesis.InjectedFault;
import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.DirectDatabase;
import io.sluice.chaos.watch.FleetLog;
import io.sluice.chaos.watch.FleetLog.Change;
import io.sluice.chaos.watch.OutcomeSampler.Outcome;
import io.sluice.chaos.watch.ProcessTreeSampler.ObservedProcesses;
import io.sluice.chaos.watch.StartedEvents.Started;
import io.sluice.testkit.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the input of the checks, when the system is idle and before it is stopped. */
public final class RunRecordReader {
  private final ChaosSystem system;

  /** Nanoseconds to add to wall clock nanoseconds for the monotonic clock. */
  private final long toMonotonic;

  public RunRecordReader(ChaosSystem system) {
    this.system = system;
    this.toMonotonic = MachineClock.nanos() - nanosOf(MachineClock.now());
  }

  private static long nanosOf(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  /** Observations that other threads made while the system ran. */
  public record Noted(
      Answers answers,
      Map<String, Outcome> first,
      ObservedProcesses members,
      List<InjectedFault> injected,
      List<FaultResult> results,
      List<Started> started,
      BlockObserver blocks,
      Remains rest) {}

  public RunRecord read(Noted noted, Path ledger, Duration ttl) throws IOException, SQLException {
    return new RunRecord(
        new RunRecord.Requests(
            noted.answers().accepted(),
            noted.answers().cancelled(),
            noted.answers().broken(),
            noted.answers().unknown()),
        new RunRecord.Recorded(
            recorded(),
            attempts(),
            noted.first(),
            commands(),
            database().number("select count(*) from refused_result")),
        new RunRecord.Observed(
            LedgerReader.read(ledger),
            noted.members(),
            sessions(),
            noted.started(),
            noted.blocks().all()),
        new RunRecord.Faults(noted.injected(), noted.results()),
        noted.rest(),
        ttl.toNanos());
  }

  private Map<String, RecordedExecution> recorded() throws SQLException {
    var all = new LinkedHashMap<String, RecordedExecution>();
    database()
        .read(
            """
            select e.id::text, coalesce(w.name, '?'), e.status, e.error_type, e.epoch, e.last_claim,
              e.result::text, coalesce(e.recorded_at, e.finished_at), e.created_at
            from execution_all e left join workflow w on w.id = e.workflow_id order by e.id
            """,
            this::recorded)
        .forEach(row -> all.put(row.id(), row));
    return all;
  }

  private RecordedExecution recorded(ResultSet row) throws SQLException {
    return new RecordedExecution(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Optional.ofNullable(row.getString(4)),
        new Token(row.getLong(5), row.getLong(6)),
        Optional.ofNullable(row.getString(7)),
        monotonic(row.getTimestamp(8)),
        monotonic(row.getTimestamp(9)).orElse(0L));
  }

  private Optional<Long> monotonic(@Nullable Timestamp at) {
    return at == null ? Optional.empty() : Optional.of(nanosOf(at.toInstant()) + toMonotonic);
  }

  private List<RecordedAttempt> attempts() throws SQLException {
    return database()
        .read(
            """
            select execution_id::text, epoch, claim, status, coalesce(recorded_at, finished_at)
            from attempt
            """,
            row ->
                new RecordedAttempt(
                    row.getString(1),
                    new Token(row.getLong(2), row.getLong(3)),
                    row.getString(4),
                    monotonic(row.getTimestamp(5))));
  }

  private DirectDatabase database() {
    return system.database();
  }

  private List<List<Change>> sessions() throws IOException {
    var all = new ArrayList<List<Change>>();
    for (var worker : system.workers()) {
      all.addAll(FleetLog.sessions(system.log(worker)));
    }
    return all;
  }

  private Optional<RunRecord.Commands> commands() throws SQLException {
    boolean built = database().number("select count(to_regclass('command'))") == 1;
    if (!built) {
      return Optional.empty();
    }
    var open =
        database()
            .read(
                """
                select id::text, kind, status from command
                where status not in ('DONE', 'NOOP', 'REJECTED', 'EXPIRED') order by id
                """,
                row -> row.getString(1) + " " + row.getString(2) + " is " + row.getString(3));
    var generations =
        database()
            .read(
                "select distinct generation from command where kind in ('RECYCLE', 'KILL')",
                row -> row.getLong(1));
    return Optional.of(
        new RunRecord.Commands(
            database().number("select count(*) from command"), open, Set.copyOf(generations)));
  }

  /** Reads what remains after the run. */
  public static final class RemainsReader {
    private static final String PREFIX = "sl:{q0}:";

    /** Size of a consumer group that does not exist. */
    private static final long NO_GROUP = -1;

    private RemainsReader() {}

    /** Structures of the queue by name, while Redis still runs. */
    public static Map<String, Long> sizes(ChaosSystem system) throws IOException {
      var sizes = new TreeMap<String, Long>();
      try (var redis = system.redis().connect()) {
        for (var stream : List.of("s0", "s1", "s2", "results")) {
          sizes.put(stream, redis.number("XLEN", PREFIX + stream));
          sizes.put(stream + " pending", pending(redis, stream));
        }
        for (var hash : List.of("claims", "body")) {
          sizes.put(hash, redis.number("HLEN", PREFIX + hash));
        }
        for (var set : List.of("lease", "delayed")) {
          sizes.put(set, redis.number("ZCARD", PREFIX + set));
        }
      }
      return sizes;
    }

    private static long pending(RedisClient redis, String stream) throws IOException {
      var group = stream.equals("results") ? "rec" : "g";
      try {
        var summary = redis.list("XPENDING", PREFIX + stream, group);
        return !summary.isEmpty() && summary.getFirst() instanceof Long count ? count : 0;
      } catch (RedisClient.Refused noGroup) {
        return NO_GROUP;
      }
    }

    /** Directories of processes, after all workers have ended. */
    public static List<String> folders(ChaosSystem system) throws IOException {
      var left = new ArrayList<String>();
      for (var worker : system.workers()) {
        Path processes = system.folder().resolve("w" + worker.number()).resolve("processes");
        if (Files.isDirectory(processes)) {
          try (var found = Files.list(processes)) {
            found.forEach(path -> left.add(system.folder().relativize(path).toString()));
          }
        }
      }
      return left;
    }
  }
}
