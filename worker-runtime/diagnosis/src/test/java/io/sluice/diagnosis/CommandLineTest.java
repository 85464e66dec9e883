package io.sluice.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void theProgramIsShownByItsNameWithItsArguments() {
    assertThat(CommandLine.of("/usr/bin/sleep", List.of("60"))).isEqualTo("sleep 60");
    assertThat(CommandLine.of("", List.of())).isEmpty();
  }

  @Test
  void whatIsNamedLikeASecretIsMasked() {
    assertThat(CommandLine.of("psql", List.of("--password=secret1", "PGPASSWORD=secret2")))
        .isEqualTo("psql --password=*** PGPASSWORD=***");
    assertThat(CommandLine.of("curl", List.of("--api-key", "secret1", "-u", "me:secret2", "-v")))
        .isEqualTo("curl --api-key *** -u *** -v");
    assertThat(CommandLine.of("git", List.of("clone", "https://me:secret@host/x.git")))
        .isEqualTo("git clone https://***@host/x.git");
  }
}
