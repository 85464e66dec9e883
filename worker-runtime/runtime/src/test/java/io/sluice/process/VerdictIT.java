package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Stuck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each verdict for a thread that is really stuck; see StuckIT too. */
class VerdictIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder = Path.of("");
  private MisfitBundle misfits = new MisfitBundle(folder, "");

  @BeforeEach
  void pack() throws IOException {
    misfits = MisfitBundle.in(folder);
  }

  @Test
  void whoWaitsForAMonitorIsToldWhichExecutionHoldsIt() throws IOException {
    try (var process = ProcessFixture.start(2, 1_000)) {
      process.execute(misfits.order("holder", "MonitorHolder"));
      process
          .orchestrator()
          .hears("holding", FromProcess::hasLog, FromProcess::getLog, log -> true);
      process.execute(misfits.order("waiter", "MonitorWaiter").setTimeoutMs(100));
      var stuck = process.stuck("waiter");
      assertThat(stuck.getVerdict())
          .matches(
              "blocked on lock java.lang.Object@[0-9a-f]+ held by execution holder"
                  + ", for at least [0-9.]+ s; .*interrupts.*");
      var last = lastSample(stuck);
      assertThat(last.get("state").asText()).isEqualTo("BLOCKED");
      assertThat(last.get("lock_owner").asText()).isEqualTo("execution-holder");
      assertThat(last.get("lock_owner_execution").asText()).isEqualTo("holder");
    }
  }

  @Test
  void whoHoldsAMonitorIsToldSoInTheLastSample() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("holder", "MonitorHolder").setTimeoutMs(100));
      var stuck = process.stuck("holder");
      assertThat(stuck.getVerdict()).startsWith("parked, ");
      assertThat(lastSample(stuck).get("held").get(0).asText()).startsWith("java.lang.Object@");
    }
  }

  @Test
  void aLockThatNoExecutionHoldsNamesTheThread() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("waiter", "LockWaiter").setTimeoutMs(1_000));
      assertThat(process.stuck("waiter").getVerdict())
          .startsWith("blocked on lock java.util.concurrent.locks.ReentrantLock$NonfairSync@")
          .contains(" held by thread ForkJoinPool.commonPool-worker-1, for ");
    }
  }

  @Test
  void aReadOfAChildsOutputIsAPipeRead() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("pipe", "PipeRead").setTimeoutMs(500));
      assertThat(process.stuck("pipe").getVerdict())
          .matches("waiting in pipe read from child process \\d+ `.+` \\(alive\\)" + ", for .*");
    }
  }

  @Test
  void aSocketReadNamesItsPeerWhenACloserToldIt() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("vain", "VainCloser").setTimeoutMs(500));
      var stuck = process.stuck("vain");
      assertThat(stuck.getVerdict())
          .matches(
              "waiting in socket read from [^ ]+:\\d+ \\(ledger at db.acme.com:5432\\)"
                  + ", for .*");
      assertThat(dossier(stuck).get("closers").get(0).asText())
          .isEqualTo("ledger at db.acme.com:5432: failed with java.io.IOException");
    }
  }

  @Test
  void aHeapThatIsNearlyFullIsAShortageOfMemory() throws IOException {
    try (var process = ProcessFixture.start(1, 3_000)) {
      process.execute(misfits.order("memory", "Memory").setTimeoutMs(5_000));
      var stuck = process.stuck("memory");
      assertThat(stuck.getVerdict())
          .matches("the process is short of memory; \\d+ % of time in GC");
      assertThat(dossier(stuck).get("gc_percent").asInt()).isGreaterThan(50);
      assertThat(dossier(stuck).get("heap_free_bytes").asLong()).isLessThan(40L * 1024 * 1024);
    }
  }

  @Test
  void aSpinIsMeasuredBetweenSamples() throws IOException {
    try (var process = ProcessFixture.start(1, 3_000)) {
      process.execute(ProcessFixture.order("spin", "Spin", "").setTimeoutMs(100));
      var dossier = dossier(process.stuck("spin"));
      assertThat(dossier.get("samples")).hasSizeGreaterThanOrEqualTo(3);
      assertThat(lastSample(process.stuck("spin")).get("cpu_ms").asLong()).isPositive();
      assertThat(dossier.get("rungs").findValues("after_ms").stream().map(JsonNode::asLong))
          .isNotEmpty()
          .isSorted();
    }
  }

  @Test
  void aDossierThatWouldBeTooLargeSaysWhatWasLeftOut() throws IOException {
    try (var process = ProcessFixture.start(1, 1_000)) {
      process.execute(misfits.order("crowd", "Crowd").setTimeoutMs(500));
      var stuck = process.stuck("crowd");
      assertThat(stuck.getDossierJson().getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThanOrEqualTo(64 * 1024);
      assertThat(dossier(stuck).get("truncated").asText()).startsWith("stacks were cut to ");
      assertThat(dossier(stuck).get("threads")).hasSize(32);
    }
  }

  private static JsonNode lastSample(Stuck stuck) throws IOException {
    var samples = dossier(stuck).get("samples");
    return samples.get(samples.size() - 1);
  }

  private static JsonNode dossier(Stuck stuck) throws IOException {
    return JSON.readTree(stuck.getDossierJson());
  }
}
