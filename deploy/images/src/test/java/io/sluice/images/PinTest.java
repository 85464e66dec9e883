package io.sluice.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code deploy/images/pin} with a stand-in for docker, which prints what a registry would serve.
 */
class PinTest {
  private static final String PIN = Path.of("pin").toAbsolutePath().toString();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aDockerfile() throws IOException {
    file = folder.resolve("Dockerfile");
    Files.writeString(file, text("0"));
  }

  @Test
  void theDigestThatTheRegistryServesIsWritten() throws Exception {
    docker("echo sha256:" + "1".repeat(64));

    pin();

    assertThat(file).hasContent(text("1"));
  }

  @Test
  void withoutOneTheFileStaysAsItIs() throws Exception {
    for (String answer : new String[] {"exit 1", "echo", "echo sha256:1"}) {
      docker(answer);

      assertThatThrownBy(this::pin).hasMessageContaining("gave no digest of example.org/a:1");

      assertThat(file).hasContent(text("0"));
    }
  }

  private static String text(String digit) {
    return "ARG A=example.org/a:1@sha256:" + digit.repeat(64) + "\nFROM ${A} AS a\n";
  }

  private void docker(String script) throws IOException {
    Path docker = Files.writeString(folder.resolve("docker"), "#!/bin/sh\n" + script + "\n");
    assertThat(docker.toFile().setExecutable(true)).isTrue();
  }

  private void pin() throws IOException, InterruptedException {
    Shell.run(Map.of("PATH", folder + ":/usr/bin:/bin"), PIN, file.toString());
  }
}
