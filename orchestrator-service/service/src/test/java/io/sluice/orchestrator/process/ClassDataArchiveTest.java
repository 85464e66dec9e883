package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchiveTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path runtime;
  @TempDir Path state;
  private Path jar;

  @BeforeEach
  void aJar() throws IOException {
    jar = Files.writeString(runtime.resolve("runtime.jar"), "jar");
    Files.setLastModifiedTime(jar, FileTime.from(TIME));
  }

  @Test
  void theArchiveThatAnImageBringsComesFirst() throws IOException {
    Path brought = ClassDataArchive.fileFor(runtime, List.of(jar), "25");
    assertThat(chosen("25")).hasParentRaw(state);

    Files.createFile(brought);

    assertThat(chosen("25")).isEqualTo(brought);
  }

  @Test
  void oneOfAnotherJvmOrOfOtherJarsIsLeftAlone() throws IOException {
    Files.createFile(ClassDataArchive.fileFor(runtime, List.of(jar), "25"));

    assertThat(chosen("26")).hasParentRaw(state);
    Files.setLastModifiedTime(jar, FileTime.from(TIME.plusSeconds(1)));
    assertThat(chosen("25")).hasParentRaw(state);
  }

  @Test
  void aPartOfASecondIsNoOtherJarBecauseLayersOfImagesDoNotKeepIt() throws IOException {
    Path before = chosen("25");

    Files.setLastModifiedTime(jar, FileTime.from(TIME.plusMillis(500)));

    assertThat(chosen("25")).isEqualTo(before);
  }

  private Path chosen(String jvmVersion) throws IOException {
    return ClassDataArchive.choose(runtime, state, List.of(jar), jvmVersion);
  }
}
