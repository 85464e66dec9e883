package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.Bundle;
import io.sluice.protocol.Prewarm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the JVM itself says about the classes of a bundle when the process says that it is ready.
 */
class PrewarmIT {
  private static final String SAMPLE = "io.sluice.samples.CsvImportWorkflow";

  @Test
  void theWorkflowsOfABundleAreLoadedAndLinkedBeforeReadyAndRunNothing() throws IOException {
    var order = ProcessFixture.order("e", "CsvImport", "{}");
    var bundle =
        Bundle.newBuilder().setPath(order.getBundlePath()).setSha256(order.getBundleSha256());
    var flags = List.of("-Xlog:class+load,class+init=info:file=FOLDER/classes.log");
    try (var process =
        ProcessFixture.launch(1, 1_000, Prewarm.newBuilder().addBundles(bundle).build(), flags)) {
      process.ready();
      var said = Files.readString(process.orchestrator().folder().resolve("classes.log"));
      assertThat(said)
          .contains(SAMPLE + " source:")
          .contains("Start class verification for: " + SAMPLE)
          .doesNotContain("Initializing '" + SAMPLE.replace('.', '/') + "'");
      process.execute("later", "Echo", "1");
      assertThat(process.completed("later").getResultJson()).isEqualTo("1");
      var after = Files.readString(process.orchestrator().folder().resolve("classes.log"));
      assertThat(count(after, "io.sluice.samples.EchoWorkflow source:")).isEqualTo(1);
    }
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }
}
