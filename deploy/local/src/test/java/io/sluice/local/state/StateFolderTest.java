package io.sluice.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.local.child.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path folder;

  @Test
  void aTemporaryOneIsForItsOwnerOnlyAndLeavesNothing() throws IOException {
    var state = StateFolder.open(Optional.empty());
    var root = state.root();
    Files.writeString(state.logs().resolve("some.log"), "line");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
    state.close();

    assertThat(root).doesNotExist();
  }

  @Test
  void aKeptOneKeepsItsDataAndNothingElse() throws IOException {
    var state = StateFolder.open(Optional.of(folder));
    Files.writeString(state.logs().resolve("some.log"), "line");
    var run = state.temporary().getFirst();

    state.close();

    assertThat(folder.resolve("logs/some.log")).exists();
    assertThat(folder.resolve("lock")).doesNotExist();
    assertThat(run).doesNotExist();
  }

  @Test
  void aKeptOneServesOneSystemAtATime() throws IOException {
    try (var _ = StateFolder.open(Optional.of(folder))) {
      assertThatThrownBy(() -> StateFolder.open(Optional.of(folder)))
          .isInstanceOf(StartFailed.class)
          .hasMessageContaining("in use by another system");
    }
    StateFolder.open(Optional.of(folder)).close();
  }

  @Test
  void aWorkersSocketPathStaysShortHoweverLongTheKeptPathIs() throws IOException {
    var deep = folder.resolve("d".repeat(100));
    try (var state = StateFolder.open(Optional.of(deep))) {
      assertThat(state.worker(16).toString()).hasSizeLessThan(60);
    }
  }

  @Test
  void theKnownPlaceIsOfTheUser() {
    assertThat(EndpointsLocation.of(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), Map.of()))
        .isEqualTo(Path.of("/run/user/7/sluice-endpoints.json"));
    assertThat(EndpointsLocation.of(Map.of(), Map.of("java.io.tmpdir", "/tmp", "user.name", "ann")))
        .isEqualTo(Path.of("/tmp/sluice-endpoints-of-ann.json"));
  }
}
