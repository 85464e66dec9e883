package io.sluice.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the units and scripts that need no build of the services. */
class UnitsTest {
  private static final Path DIST = Path.of("src/main/dist").toAbsolutePath();
  private static final List<String> UNITS =
      List.of("sluice-admin.service", "sluice-web.service", "sluice-worker@.service");

  private static final Path JVM_OPTIONS = DIST.resolve("libexec/jvm.options");

  @TempDir Path folder;

  @Test
  void systemdFindsNothingToSayAboutTheUnits() throws Exception {
    boolean present =
        Stream.of("/usr/bin", "/bin").anyMatch(p -> Files.exists(Path.of(p, "systemd-analyze")));
    if (!present) {
      System.err.println(
          "SKIPPED UnitsTest: systemd-analyze is missing, run deploy/hosts/install-tools");
    }
    assumeTrue(present, "systemd-analyze is missing: run deploy/hosts/install-tools");
    Path program = Files.createFile(folder.resolve("program"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    for (String unit : UNITS) {
      // The program is not installed here, and verify demands that it exists.
      String text =
          Files.readString(DIST.resolve("systemd").resolve(unit))
              .replaceAll("(?m)^ExecStart=.*$", "ExecStart=" + program);
      Path copy = folder.resolve(unit.replace("@.", "@1."));
      Files.writeString(copy, text);
      assertThat(run(List.of("systemd-analyze", "verify", copy.toString()))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluice-admin.service", "sluice-web.service", "sluice-worker@.service"})
  void sigtermReachesTheServiceAloneAndNoSecretIsInTheEnvironment(String unit) throws IOException {
    assertThat(Files.readString(DIST.resolve("systemd").resolve(unit)))
        .contains("\nKillMode=mixed\n", "\nNoNewPrivileges=yes\n", "\nProtectSystem=strict\n")
        .contains("\nLoadCredential=sluice.properties:/etc/sluice/credentials/")
        .doesNotContain("Environment=")
        .doesNotContain("User=root");
  }

  @Test
  void aProcessThatTheKernelKillsDoesNotStopItsWorker() throws IOException {
    assertThat(Files.readString(DIST.resolve("systemd/sluice-worker@.service")))
        .contains("\nOOMPolicy=continue\n");
  }

  @Test
  void theTimeToStopOfAWorkerIsTheSumOfTheSettings() throws Exception {
    assertThat(stopTimeout(DIST.resolve("etc"))).isEqualTo("3645");
    assertThat(Files.readString(DIST.resolve("systemd/sluice-worker@.service")))
        .contains("\nTimeoutStopSec=3645\n");

    Files.writeString(folder.resolve("admin.env"), "#EXECUTION_LONGEST_TIMEOUT_SECONDS=1\n");
    Files.writeString(folder.resolve("worker.env"), "CANCEL_GRACE_SECONDS=20\n");
    assertThat(stopTimeout(folder)).isEqualTo("86455");
  }

  @ParameterizedTest
  @CsvSource({
    "sluice-admin, admin-api, 512",
    "sluice-worker, orchestrator-service, 192",
    "sluice-web, diagnostics-web, 128"
  })
  void aServiceHasTheFlagsOfTheSharedFileAndItsOwnHeap(
      String program, String application, String heap) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    String arguments =
        run(
            List.of(
                "env",
                "SLUICE_JAVA_HOME=" + folder.resolve("jdk"),
                "sh",
                DIST.resolve("bin").resolve(program).toString()));

    assertThat(arguments.lines())
        .contains("@" + JVM_OPTIONS, "-Xmx" + heap + "m")
        .endsWith("-jar", DIST.resolve("lib/" + application + "/quarkus-run.jar").toString());
  }

  @Test
  void theJvmKnowsEachFlagOfTheSharedFile() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    assertThat(run(List.of(java, "@" + JVM_OPTIONS, "-version")))
        .contains("version")
        .doesNotContainIgnoringCase("warning")
        .doesNotContainIgnoringCase("error");
  }

  private static String stopTimeout(Path etc) throws IOException, InterruptedException {
    return run(
        List.of(
            "sh",
            "-c",
            ". \"$0\"; sluice_stop_timeout \"$1\"",
            DIST.resolve("libexec/stop-timeout").toString(),
            etc.toString()));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }
}
