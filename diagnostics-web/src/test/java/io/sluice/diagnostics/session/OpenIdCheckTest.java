package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.sluice.diagnostics.InvalidConfiguration;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenIdCheckTest {

  private static final String ENABLED = "sluice.oidc.enabled";
  private static final String ISSUER = "sluice.oidc.issuer";

  @Test
  void withAProviderReplicasNeedOneKey() {
    assertThatThrownBy(() -> check(Map.of(ENABLED, "true", ISSUER, "https://sso.example.com")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("SLUICE_SESSION_KEY_FILE is not set");
  }

  @Test
  void withAProviderItsIssuerIsNeeded() {
    assertThatThrownBy(() -> check(Map.of(ENABLED, "true")))
        .hasMessageContaining("SLUICE_OIDC_ISSUER is not set");
  }

  @Test
  void builtInUsersNeedNeither() {
    assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
  }

  private static void check(Map<String, String> settings) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(OpenIdConfig.class)
            .withMapping(SessionConfig.class)
            .build();
    new OpenIdConfig.OpenIdCheck()
        .check(
            new StartupEvent(),
            config.getConfigMapping(OpenIdConfig.class),
            config.getConfigMapping(SessionConfig.class));
  }
}
