package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.protocol.Execute;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Prewarm;
import io.sluice.protocol.Sample;
import io.sluice.protocol.ToProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The verdict about each workflow of the corpus, run for real, beside the words of the table. Cases
 * that burn processor time, or need a process of their own, take minutes: {@code -Dcorpus=all} runs
 * them too, {@code -Dcorpus=latch,regex} these only. The report is target/corpus.md, the dossiers
 * are in target/corpus.
 */
@Tag("long")
class CorpusIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration SET_UP = Duration.ofSeconds(5);
  private static final long GRACE_MS = 3_000;
  private static final int BURNERS = 2;
  private static final Path REPORT = Path.of("target/corpus.md");
  private static final Path DOSSIERS = Path.of("target/corpus");
  private static final double GOAL = 0.95;

  @TempDir private Path folder = Path.of("");
  private final Map<CorpusRow, String> verdicts = new LinkedHashMap<>();
  private MisfitBundle bundle = new MisfitBundle(folder, "");
  private EmbeddedPostgres postgres = start();

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void pack() throws IOException {
    try (var built =
        Files.newDirectoryStream(
            CorpusRow.MODULE.resolve("target"), "sluice-chaos-workflows-*.jar")) {
      bundle = SamplesWithDriver.in(folder, built.iterator().next());
    }
    Files.createDirectories(DOSSIERS);
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void theVerdictsOfTheCorpusNameCauseAndPlace() throws IOException {
    var chosen = List.of(System.getProperty("corpus", "").split(",", -1));
    var groups =
        CorpusRow.all().stream()
            .filter(row -> isChosen(row, chosen))
            .collect(Collectors.groupingBy(CorpusRow::group, TreeMap::new, Collectors.toList()));
    for (var group : groups.entrySet()) {
      var rows = group.getValue();
      int together = rows.getFirst().burns() ? BURNERS : rows.size();
      for (int from = 0; from < rows.size(); from += together) {
        run(rows.subList(from, Math.min(rows.size(), from + together)));
      }
    }
    judge();
  }

  private static boolean isChosen(CorpusRow row, List<String> chosen) {
    return switch (chosen.getFirst()) {
      case "all" -> true;
      case "" -> row.isShared();
      default -> chosen.contains(row.kind());
    };
  }

  private void run(List<CorpusRow> rows) throws IOException {
    var flags = List.of("-Xmx256m", "-Dcorpus.jar=" + bundle.jar());
    try (var process =
        ProcessFixture.launch(rows.size(), GRACE_MS, Prewarm.getDefaultInstance(), flags)) {
      process.ready();
      for (var row : rows) {
        process.execute(order(row));
      }
      if (rows.getFirst().isHealthy()) {
        sample(process, rows);
      }
      for (var row : rows) {
        var json =
            await(row.kind())
                .timeout(LIMIT)
                .until(() -> dossier(process, row), Optional::isPresent)
                .orElseThrow();
        Files.writeString(DOSSIERS.resolve(row.kind() + ".json"), json);
        verdicts.put(row, JSON.readTree(json).path("verdict").asText());
      }
    }
  }

  private Execute.Builder order(CorpusRow row) throws IOException {
    var home = Files.createDirectories(folder.resolve(row.kind()));
    var scene =
        JSON.createObjectNode()
            .put("kind", row.kind())
            .put("jdbcUrl", postgres.getJdbcUrl("postgres", "postgres"))
            .put("folder", home.toString());
    var order =
        ProcessFixture.order(row.kind(), "chaos-corpus", scene.toString())
            .setBundlePath(bundle.jar().toString())
            .setBundleSha256(bundle.sha256())
            .setEntryPoint("io.sluice.chaos.workflows.corpus.CorpusWork");
    return row.isHealthy() ? order : order.setTimeoutMs(SET_UP.toMillis());
  }

  private static void sample(ProcessFixture process, List<CorpusRow> rows) {
    rows.forEach(row -> process.awaitStarted(row.kind()));
    await("the work to be under way").pollDelay(SET_UP).timeout(LIMIT).until(() -> true);
    var sample = Sample.newBuilder();
    rows.forEach(row -> sample.addAttempts(ProcessFixture.attempt(row.kind())));
    process.orchestrator().send(ToProcess.newBuilder().setSample(sample));
  }

  private static Optional<String> dossier(ProcessFixture process, CorpusRow row)
      throws IOException {
    var ended =
        process.orchestrator().all(FromProcess::hasCompleted, FromProcess::getCompleted).stream()
            .filter(each -> each.getAttempt().getExecutionId().equals(row.kind()))
            .findFirst();
    if (ended.isPresent()) {
      return Optional.of(
          JSON.createObjectNode()
              .put("verdict", "ended: " + ended.get().getOutcome() + " " + ended.get().getFailure())
              .toString());
    }
    var stuck =
        process.orchestrator().all(FromProcess::hasStuck, FromProcess::getStuck).stream()
            .filter(each -> each.getAttempt().getExecutionId().equals(row.kind()))
            .map(each -> each.getDossierJson());
    var sampled =
        process.orchestrator().all(FromProcess::hasStats, FromProcess::getStats).stream()
            .map(each -> each.getDossierJson())
            .filter(json -> json.contains("\"execution_id\":\"" + row.kind() + "\""));
    return (row.isHealthy() ? sampled : stuck).findFirst();
  }

  private void judge() throws IOException {
    var lines = new ArrayList<String>();
    int hostile = 0;
    int named = 0;
    var misses = new ArrayList<String>();
    for (var each : verdicts.entrySet()) {
      var row = each.getKey();
      var faults = row.faults(each.getValue());
      hostile += row.isHealthy() ? 0 : 1;
      named += !row.isHealthy() && faults.isEmpty() ? 1 : 0;
      lines.add(
          "| "
              + row.kind()
              + " | "
              + each.getValue().replace("|", "\\|")
              + " | "
              + (faults.isEmpty() ? "yes" : "no: " + String.join(", ", faults))
              + " |");
      if (!faults.isEmpty() && row.isHealthy()) {
        misses.add(row.kind() + ": " + each.getValue() + " " + faults);
      }
    }
    Files.writeString(
        REPORT,
        named
            + " of "
            + hostile
            + " hostile workflows named\n\n"
            + String.join("\n", lines)
            + "\n");
    System.out.println("Corpus: " + named + " of " + hostile + ", " + REPORT);
    assertThat(misses).as("false words about healthy executions").isEmpty();
    assertThat(named)
        .as(String.join("\n", lines))
        .isGreaterThanOrEqualTo((int) Math.ceil(hostile * GOAL));
  }
}
