package io.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.images.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
  private static final Map<String, String> VERSION = Map.of("VERSION", "1.2", "REVISION", "abc");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.native"})
  void everyBaseIsPinnedByDigest(String file) throws IOException {
    assertThat(Dockerfile.read(Path.of(file), VERSION).stages().values())
        .hasSizeGreaterThan(3)
        .allSatisfy(stage -> assertThat(stage.base).matches("\\S+:\\S+@sha256:[0-9a-f]{64}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile", "Dockerfile.native"})
  void eachServiceRunsAsTheSameUserBehindTini(String file) throws IOException {
    var dockerfile = Dockerfile.read(Path.of(file), VERSION);

    for (String service : BuildImages.SERVICES) {
      Stage stage = dockerfile.stage(service);
      assertThat(stage.user).isEqualTo("10001:10001");
      // With -g a SIGTERM would also reach the processes of a worker.
      assertThat(stage.entryPoint).startsWith("/usr/bin/tini", "--").doesNotContain("-g");
      assertThat(stage.environment).containsEntry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
      assertThat(stage.environment.keySet())
          .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|TOKEN|KEY).*"));
      assertThat(stage.labels)
          .containsEntry("org.opencontainers.image.version", "1.2")
          .containsEntry("org.opencontainers.image.revision", "abc")
          .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
          .containsEntry("org.opencontainers.image.base.name", stage.base);
      assertThat(stage.copies)
          .anyMatch(copy -> copy.target().equals("/opt/sluice/sbom/" + service + ".cdx.json"))
          .filteredOn(copy -> !copy.owner().equals("0:0"))
          .allMatch(copy -> copy.target().equals("/run"));
    }
  }

  @Test
  void theFlagsOfTheJvmAreInOneFile() throws IOException {
    var dockerfile = Dockerfile.read(Path.of("Dockerfile"), VERSION);

    for (String service : BuildImages.SERVICES) {
      Stage stage = dockerfile.stage(service);
      assertThat(stage.entryPoint)
          .contains("@/opt/sluice/libexec/jvm.options")
          .noneMatch(argument -> argument.startsWith("-X"));
      assertThat(stage.environment.get("JAVA_TOOL_OPTIONS")).matches("-Xmx\\d+m");
    }
  }

  @Test
  void anInstructionThatTheBuilderDoesNotKnowIsRefused() throws IOException {
    Path file = folder.resolve("Dockerfile");
    Files.writeString(file, "FROM a AS b\nHEALTHCHECK NONE\n");

    assertThatThrownBy(() -> Dockerfile.read(file, Map.of())).hasMessageContaining("HEALTHCHECK");
  }

  @Test
  void anArgumentWinsOverItsDefault() throws IOException {
    Path file = folder.resolve("Dockerfile");
    Files.writeString(file, "ARG A=1\nFROM ${A} AS x\nARG A\nUSER ${A}\n");

    Stage stage = Dockerfile.read(file, Map.of("A", "2")).stage("x");

    assertThat(stage.base + stage.user).isEqualTo("22");
  }

  @Test
  void anArgumentThatAStageDoesNotDeclareIsRefusedAsIsAnEmptyOne() throws IOException {
    Path file = folder.resolve("Dockerfile");
    Files.writeString(file, "ARG A=1\nFROM ${A} AS x\nUSER ${A}\n");
    assertThatThrownBy(() -> Dockerfile.read(file, Map.of()))
        .hasMessageContaining("A has no value");

    Files.writeString(file, "ARG B\nFROM ${B} AS x\n");
    assertThatThrownBy(() -> Dockerfile.read(file, Map.of()))
        .hasMessageContaining("B has no value");
  }
}
