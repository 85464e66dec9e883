package io.sluice.diagnostics.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityPolicyTest {

  @Test
  void formsLeadToThisApplicationOnly() {
    assertThat(SecurityPolicy.header(List.of()))
        .isEqualTo(
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; object-src"
                + " 'none'; base-uri 'none'");
  }

  @Test
  void withAProviderFormsMayLeadThereAndNothingElseIsAllowed() {
    String header = SecurityPolicy.header(List.of("https://sso.example.com", "https://b.example"));

    assertThat(header.split("; "))
        .contains("form-action 'self' https://sso.example.com https://b.example")
        .filteredOn(each -> each.contains("example"))
        .hasSize(1);
  }
}
