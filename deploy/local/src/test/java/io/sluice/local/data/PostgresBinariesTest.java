package io.sluice.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, /postgres-linux-x86_64.txz",
    "Linux, amd64, true, /postgres-linux-x86_64-alpine_linux.txz",
    "Linux, aarch64, false, /postgres-linux-arm_64.txz",
    "Mac OS X, x86_64, false, /postgres-darwin-x86_64.txz",
  })
  void areNamedAsTheArtifactsNameThem(String system, String machine, boolean alpine, String name) {
    assertThat(PostgresBinaries.resource(system, machine, alpine)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"/postgres-linux-x86_64.txz", "/postgres-darwin-x86_64.txz"})
  void areOnTheClassPath(String name) {
    assertThat(PostgresBinaries.class.getResource(name)).isNotNull();
  }
}
