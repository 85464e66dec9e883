package io.sluice.chaos.run;

import io.sluice.chaos.check.InvariantChecker;
import io.sluice.chaos.check.InvariantResult;
import io.sluice.chaos.load.LoadPlan;
import io.sluice.chaos.run.Chaos.ChaosOptions;
import io.sluice.chaos.system.ChaosSystem;
import io.sluice.chaos.system.ChaosSystem.SystemOptions;
import io.sluice.chaos.system.TimeScale;
import io.sluice.local.Progress;
import io.sluice.local.service.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Starts a system, runs the chaos, checks the invariants, and stops the system. */
public final class Experiment {
  private static final int WORKERS = 2;
  private static final int MIN_SLOTS = 8;
  private static final int MAX_SLOTS = 64;

  private Experiment() {}

  public static RunResult perform(ChaosOptions options, Progress progress)
      throws IOException, InterruptedException, SQLException {
    progress.say("seed " + options.seed() + ", " + options);
    var layout = Layout.here();
    var times = new TimeScale(options.ttl());
    var asked =
        new SystemOptions(
            layout,
            times,
            options.model(),
            slots(options.rate(), times),
            options.redis(),
            List.of(bundle(layout)),
            options.seed());
    try (var system = ChaosSystem.start(asked, WORKERS, progress)) {
      var run = new ChaosRun(options, system, progress);
      var record = run.run();
      var findings = InvariantChecker.findings(record);
      boolean broken = findings.stream().anyMatch(finding -> !finding.holds());
      return new RunResult(
          findings,
          RunFigures.table(record, findings, run.answers()),
          broken ? Optional.of(Archive.keep(system, run, findings)) : Optional.empty());
    }
  }

  /** Room for the mean load on one worker alone, most of the time. */
  private static int slots(double rate, TimeScale times) {
    int needed = (int) Math.ceil(rate * LoadPlan.meanSeconds(times));
    return Math.clamp(needed, MIN_SLOTS, MAX_SLOTS);
  }

  private static Path bundle(Layout layout) throws IOException {
    var target = layout.home().resolve("deploy/chaos/workflows/target");
    try (var jars = Files.newDirectoryStream(target, "sluice-chaos-workflows-*.jar")) {
      for (var jar : jars) {
        return jar;
      }
    }
    throw new IOException("The chaos workflows have not been built: run ./mvnw package");
  }

  /**
   * The result of a run.
   *
   * @param table the figures, as Markdown
   * @param archive data of a failed run
   */
  public record RunResult(List<InvariantResult> findings, String table, Optional<Path> archive) {
    public RunResult {
      findings = List.copyOf(findings);
    }

    public boolean holds() {
      return findings.stream().allMatch(InvariantResult::holds);
    }

    public String inWords() {
      var text = new StringBuilder("\n");
      findings.forEach(finding -> text.append(finding.inWords()).append('\n'));
      text.append('\n').append(table);
      archive.ifPresent(path -> text.append("\nkept in ").append(path).append('\n'));
      return text.toString();
    }
  }

  /** Archive of a failed run: logs, ledger, schedule, results and the tables of PostgreSQL. */
  static final class Archive {
    private static final List<String> TABLES =
        List.of("execution", "attempt", "refused_result", "blacklist", "command", "audit");

    private Archive() {}

    static Path keep(ChaosSystem system, ChaosRun run, List<InvariantResult> findings)
        throws IOException, SQLException {
      var file = Files.createTempFile("sluice-chaos-", ".zip");
      try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
        try (var logs = Files.list(system.logs())) {
          for (var log : logs.toList()) {
            add(zip, "logs/" + log.getFileName(), log);
          }
        }
        add(zip, "ledger", run.ledger());
        text(zip, "schedule", String.join("\n", run.schedule()));
        text(zip, "findings", String.join("\n", findings.stream().map(Archive::whole).toList()));
        for (var table : TABLES) {
          dump(zip, system, table);
        }
      }
      return file;
    }

    private static String whole(InvariantResult finding) {
      return finding.inWords() + "\n" + String.join("\n", finding.offenders());
    }

    private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
      if (Files.exists(file)) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }

    private static void dump(ZipOutputStream zip, ChaosSystem system, String table)
        throws IOException, SQLException {
      if (system.database().number("select count(to_regclass('" + table + "'))") == 0) {
        return;
      }
      zip.putNextEntry(new ZipEntry("postgres/" + table + ".jsonl"));
      for (var row :
          system
              .database()
              .read(
                  "select row_to_json(t)::text from " + table + " t", each -> each.getString(1))) {
        zip.write((row + "\n").getBytes(StandardCharsets.UTF_8));
      }
      zip.closeEntry();
    }
  }
}
