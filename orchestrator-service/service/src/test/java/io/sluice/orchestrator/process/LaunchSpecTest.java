package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.process.ProcessLauncher.LaunchShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchSpecTest {
  private static final Path DIRECTORY = Path.of("/state/processes/7");
  private static final Path SOCKET = Path.of("/state/link");

  @Test
  void everyLimitOfMemoryIsExplicit() {
    assertThat(command(false))
        .contains(
            "-Xmx256m",
            "-Xss1024k",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+ExitOnOutOfMemoryError")
        .noneMatch(flag -> flag.contains("RAMPercentage"));
  }

  @Test
  void nobodyCanAttachAndNothingLeavesTheDirectory() {
    assertThat(command(false))
        .contains(
            "-XX:+DisableAttachMechanism",
            "-XX:ErrorFile=/state/processes/7/hs_err.log",
            "-Djava.io.tmpdir=/state/processes/7/tmp");
  }

  @Test
  void theProcessIsToldWhoItIsAndHowPatientToBe() {
    assertThat(command(false))
        .endsWith(
            "io.sluice.process.Main",
            "--socket=/state/link",
            "--generation=7",
            "--slots=4",
            "--cancel-grace-ms=10000",
            "--graceful-shutdown-ms=5000",
            "--execution-threads=256");
  }

  @Test
  void onlyATrainingLaunchWritesTheArchive() {
    assertThat(command(true)).contains("-XX:ArchiveClassesAtExit=/state/runtime.jsa");
    assertThat(command(false))
        .contains("-XX:SharedArchiveFile=/state/runtime.jsa", "-Xshare:auto")
        .noneMatch(flag -> flag.contains("AtExit") || flag.contains("AutoCreate"));
  }

  @Test
  void processesShareThePagesOfTheArchive() {
    assertThat(command(false))
        .containsSubsequence("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
  }

  @Test
  void objectsOfExecutionsDieInAYoungGenerationThatFitsTheHeap() {
    assertThat(command(false)).contains("-Xms24m", "-Xmn16m");
    assertThat(command(new LaunchSpec.Memory(32, 128, 32, 64, 1024), false))
        .contains("-Xmx32m", "-Xms16m", "-Xmn8m");
    assertThat(command(new LaunchSpec.Memory(8, 128, 32, 64, 1024), false))
        .contains("-Xmx8m", "-Xms8m", "-Xmn2m");
  }

  @Test
  void theMemoryOfAProcessIsTheSumOfItsLimits() {
    assertThat(memory().totalMb(4)).isEqualTo(256 + 128 + 32 + 64 + 4 + 40);
  }

  private static List<String> command(boolean training) {
    return command(memory(), training);
  }

  private static List<String> command(LaunchSpec.Memory memory, boolean training) {
    return new LaunchSpec(
            Path.of("/jdk/bin/java"),
            List.of(Path.of("/rt/a.jar"), Path.of("/rt/b.jar")),
            memory,
            Optional.of(Path.of("/state/runtime.jsa")),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            256)
        .command(DIRECTORY, SOCKET, 7, new LaunchShape(4, false), training);
  }

  private static LaunchSpec.Memory memory() {
    return new LaunchSpec.Memory(256, 128, 32, 64, 1024);
  }
}
