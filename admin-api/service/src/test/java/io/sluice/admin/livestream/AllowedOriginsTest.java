package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.livestream.UpgradePolicy.AllowedOrigins;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  private static final String HOST = "sluice.example:8080";
  private final AllowedOrigins origins = new AllowedOrigins(Set.of("https://Pages.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sluice.example:8080",
        "https://sluice.example:8080",
        "https://pages.example",
        "HTTPS://PAGES.EXAMPLE"
      })
  void aPageOfThisHostOrAConfiguredOneMayConnect(String origin) {
    assertThat(origins.allow(origin, HOST)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "https://evil.example",
        "http://sluice.example",
        "http://sluice.example:8081",
        "http://sluice.example:8080.evil.example",
        "http://evil.example#sluice.example:8080",
        "http://evil@sluice.example:8080",
        "http://sluice.example:8080/",
        "file://sluice.example:8080",
        "http://pages.example",
        "https://pages.example:443",
        "http://a b"
      })
  void anyOtherPageMayNot(String origin) {
    assertThat(origins.allow(origin, HOST)).isFalse();
  }

  @Test
  void aProgramWithoutOriginMayConnectAndARequestWithoutHostMayNot() {
    assertThat(origins.allow(null, HOST)).isTrue();
    assertThat(origins.allow("http://sluice.example:8080", null)).isFalse();
  }
}
