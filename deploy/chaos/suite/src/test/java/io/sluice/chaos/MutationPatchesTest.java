package io.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The patches of deploy/bench/mutations, which otherwise nobody notices when the code changes. */
class MutationPatchesTest {

  private static final Path HOME = Path.of("../../..").toAbsolutePath().normalize();

  static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("deploy/chaos/mutations"))) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "patch"))),
        "SKIPPED: the program patch is not installed");
  }

  @ParameterizedTest
  @MethodSource("patches")
  void eachMutationAppliesToTheSourcesOfToday(Path patch) throws Exception {
    Process apply =
        new ProcessBuilder("patch", "--dry-run", "-s", "-p1", "-i", patch.toString())
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(apply.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(apply.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(apply.exitValue()).as(said).isZero();
  }
}
