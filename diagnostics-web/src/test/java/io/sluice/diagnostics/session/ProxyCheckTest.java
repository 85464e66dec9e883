package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.diagnostics.InvalidConfiguration;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyCheckTest {

  private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";

  @Test
  void headersOfAProxyCountFromNamedProxiesOnly() {
    assertThatThrownBy(() -> check(Map.of(FORWARDING, "true")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES is not set");
    assertThatCode(
            () ->
                check(
                    Map.of(FORWARDING, "true", "quarkus.http.proxy.trusted-proxies", "10.0.0.0/8")))
        .doesNotThrowAnyException();
  }

  @Test
  void withoutAProxyNothingIsNeeded() {
    assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> check(Map.of(FORWARDING, "false"))).doesNotThrowAnyException();
  }

  private static void check(Map<String, String> settings) {
    ProxyCheck.check(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build());
  }
}
