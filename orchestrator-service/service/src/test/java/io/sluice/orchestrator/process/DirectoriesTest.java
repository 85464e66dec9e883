package io.sluice.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories as workflows can leave them. */
class DirectoriesTest {
  private static final Duration CAP = Duration.ofSeconds(60);

  /** 12 000 characters: the kernel takes no path of more than 4096. */
  private static final String NEST_DEEP =
      "n=$(printf 'x%.0s' $(seq 200)); for i in $(seq 60); do mkdir $n && cd $n; done; touch end; ";

  @TempDir private Path folder;

  @Test
  void foldersThatAreNestedDeeperThanAnyPathAreRemoved() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("deep"));
    run(directory, NEST_DEEP);

    assertThat(Directories.delete(directory)).isTrue();
    assertThat(directory).doesNotExist();
  }

  @Test
  void aLinkIsRemovedAndNotFollowed() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path kept = Files.createFile(outside.resolve("kept"));
    Path directory = folder.resolve("with-links/a");
    Files.createDirectories(directory.resolve("b"));
    Files.createSymbolicLink(directory.resolve("to-folder"), outside);
    Files.createSymbolicLink(directory.resolve("b/to-file"), kept);
    Files.createSymbolicLink(directory.resolve("b/to-nothing"), Path.of("nowhere"));

    assertThat(Directories.delete(folder.resolve("with-links"))).isTrue();
    assertThat(folder.resolve("with-links")).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void manyFoldersAndFilesAreRemoved() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("wide"));
    run(
        directory,
        "for i in $(seq 300); do mkdir -p a$i/b/c a$i/d && touch a$i/f a$i/b/f a$i/b/c/f; done; mkdir closed; touch closed/f; chmod 000 closed");

    assertThat(Directories.delete(directory)).isTrue();
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatIsNotThereIsRemoved() {
    assertThat(Directories.delete(folder.resolve("nothing"))).isTrue();
  }

  @Test
  void theExitOfAProcessIsToldHoweverDeepItsFoldersAre() throws Exception {
    try (var launches = TestLaunches.with(Map.of())) {
      var process = launches.launch("cd tmp; " + NEST_DEEP + "(exit 7); exit");

      assertThat(launches.exit(process).code()).isEqualTo(7);
      await()
          .timeout(CAP)
          .untilAsserted(
              () -> assertThat(launches.where().processes().resolve("1")).doesNotExist());
    }
  }

  private static void run(Path directory, String script) throws Exception {
    var process =
        new ProcessBuilder("/bin/bash", "-c", script)
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
