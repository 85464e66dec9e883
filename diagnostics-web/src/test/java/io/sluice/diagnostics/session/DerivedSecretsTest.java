package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedSecretsTest {

  private static final String KEY = "a key of the tests, never of a service";
  private static final String TOKENS = "quarkus.oidc.token-state-manager.encryption-secret";
  private static final String STATE = "quarkus.oidc.authentication.state-secret";

  @TempDir private Path folder;

  @Test
  void replicasWithOneKeyHaveTheSameSecretsAndOneForEachPurpose() throws IOException {
    Optional<String> tokens = setting(TOKENS, KEY);

    assertThat(tokens.orElseThrow()).hasSize(64).isEqualTo(setting(TOKENS, KEY).orElseThrow());
    assertThat(setting(STATE, KEY).orElseThrow()).hasSize(64).isNotEqualTo(tokens.orElseThrow());
    assertThat(tokens.orElseThrow()).doesNotContain(KEY);
  }

  @Test
  void theSecretsDoNotChangeFromVersionToVersion() throws IOException {
    assertThat(setting(TOKENS, KEY))
        .contains("90a46da49b7e6b217fd3572876ea980bb61b3f1b221da5ab2d8b61a7f66b7210");
  }

  @Test
  void anotherKeyHasOtherSecretsAndThePreviousOneDoesNotCount() throws IOException {
    String other = KEY.replace('a', 'o');

    assertThat(setting(TOKENS, other)).isPresent().isNotEqualTo(setting(TOKENS, KEY));
    assertThat(setting(TOKENS, other + "\n" + KEY)).isEqualTo(setting(TOKENS, other));
  }

  @Test
  void withoutAUsableKeyThereIsNoSecret() throws IOException {
    assertThat(setting(TOKENS, "too short")).isEmpty();
    assertThat(config(Map.of()).getOptionalValue(TOKENS, String.class)).isEmpty();
  }

  private Optional<String> setting(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), content);
    return config(Map.of("sluice.session.key-file", file.toString()))
        .getOptionalValue(name, String.class);
  }

  private static Config config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .withSources(new DerivedSecrets())
        .build();
  }
}
