package io.sluice.diagnostics.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderOriginsTest {

  @ParameterizedTest
  @CsvSource({
    "https://sso.example.com/realms/platform, https://sso.example.com",
    "HTTPS://sso.example.com:8443/x?y=z, https://sso.example.com:8443",
    "http://127.0.0.1:9000/realms/x, http://127.0.0.1:9000",
    "http://[::1]:9000/, http://[::1]:9000",
  })
  void anAddressHasOneOrigin(String address, String origin) {
    assertThat(ProviderOrigins.of(address)).containsExactly(origin);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "/relative",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://sso.example.com; script-src *",
        "https://sso.example.com\nX: y"
      })
  void whatIsNoWebAddressAddsNothing(String address) {
    assertThat(ProviderOrigins.of(address)).isEmpty();
  }

  @Test
  void eachOriginIsNamedOnceAndAnotherOneOfAnEndpointToo() {
    assertThat(
            ProviderOrigins.of(
                "https://issuer.example.com/pool",
                "https://sign-in.example.com/authorize",
                "https://sign-in.example.com/logout"))
        .containsExactly("https://issuer.example.com", "https://sign-in.example.com");
  }
}
