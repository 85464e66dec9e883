package io.sluice.orchestrator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainRequestTest {

  @TempDir Path folder;
  private Instant now = Instant.EPOCH;

  @Test
  void aFileThatIsNotEmptyStopsClaimingAndAnEmptyOneBeginsAgain() throws IOException {
    Path file = folder.resolve("drain");
    var drain = new DrainRequest(Optional.of(file), () -> now);
    assertThat(drain.reason()).isEmpty();

    Files.writeString(file, "true");
    assertThat(drain.isPresent()).as("within a second").isFalse();
    now = now.plusSeconds(2);
    assertThat(drain.reason()).contains("SLUICE_INTAKE_DRAIN_FILE");

    Files.writeString(file, "");
    now = now.plusSeconds(2);
    assertThat(drain.isPresent()).isFalse();
  }

  @Test
  void withoutAFileThereIsNoRequest() {
    assertThat(new DrainRequest(Optional.empty(), () -> now).isPresent()).isFalse();
  }
}
