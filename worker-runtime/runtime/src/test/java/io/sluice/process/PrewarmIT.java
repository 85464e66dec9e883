package io.sluice.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.protocol.Bundle;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Prewarm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of the classes of a bundle in the JVM when the process reports Ready. */
class PrewarmIT {
  @TempDir private Path folder = Path.of("");

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

  @Test
  void bundlesLargerThanTheHeapAreLoadedFromTheirFilesAndNoMoreThanAreKept() throws IOException {
    var prewarm = Prewarm.newBuilder();
    for (int number = 0; number < 10; number++) {
      var bundle = MisfitBundle.of(largeJar(number));
      prewarm.addBundles(
          Bundle.newBuilder().setPath(bundle.jar().toString()).setSha256(bundle.sha256()));
    }
    try (var process = ProcessFixture.launch(1, 1_000, prewarm.build(), List.of())) {
      process.ready();
      var notices =
          process
              .orchestrator()
              .hears(
                  "notices",
                  FromProcess::hasStats,
                  FromProcess::getStats,
                  s -> s.getNoticesCount() > 0)
              .getNoticesList();
      assertThat(notices).containsExactly("Not prewarmed: 2 of 10 bundles; a process keeps 8.");
    }
  }

  private Path largeJar(int number) throws IOException {
    var content = new byte[16 * 1024 * 1024];
    new Random(number).nextBytes(content);
    var file = folder.resolve("large-" + number + ".jar");
    try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.setLevel(Deflater.NO_COMPRESSION);
      jar.putNextEntry(new JarEntry("content.bin"));
      jar.write(content);
    }
    return file;
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }
}
