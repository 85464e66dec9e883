package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.webhook.TargetRules.Check;
import io.sluice.admin.webhook.TargetRules.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {

  private static final TargetRules RULES =
      new TargetRules(
          List.of("Hooks.example.com.", "*.acme.example"), Set.of("Inside.example"), false);

  @Test
  void anAllowedHostIsCalledAtItsPortAndPath() {
    assertThat(RULES.check("HTTPS://HOOKS.example.com./in?token=1"))
        .isEqualTo(allowed(new Target(true, "hooks.example.com", 443, "/in?token=1", false)));
    assertThat(RULES.check("https://a.b.acme.example:8443"))
        .isEqualTo(allowed(new Target(true, "a.b.acme.example", 8443, "/", false)));
    assertThat(RULES.check("https://hooks.example.com/\u00e4?q=\u00f6"))
        .isEqualTo(allowed(new Target(true, "hooks.example.com", 443, "/%C3%A4?q=%C3%B6", false)));
    assertThat(RULES.check("https://inside.example/"))
        .isEqualTo(allowed(new Target(true, "inside.example", 443, "/", true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/",
        "https://acme.example/",
        "https://evilacme.example/",
        "https://hooks.example.com.evil.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://h\u00f6oks.example.com/",
        "https://evil.example\\@hooks.example.com/",
        "https://hooks.example.com@evil.example/",
        "https://user:word@hooks.example.com/",
        "https://hooks.example.com/#part",
        "https://hooks.example.com:0/",
        "https://hooks.example.com:65536/",
        "https:///path",
        "https:hooks.example.com",
        "http://hooks.example.com/",
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "//hooks.example.com/",
        "hooks.example.com",
        "https://hooks.example.com/ a",
        "https://hooks.example.com/\r\nHost: other",
        ""
      })
  void everythingElseIsRefusedWithARule(String url) {
    assertThat(RULES.check(url))
        .isInstanceOfSatisfying(
            Check.Refused.class, refused -> assertThat(refused.rule()).isNotBlank());
  }

  @Test
  void withoutAListNoHostIsAllowedAndAStarAllowsAll() {
    assertThat(new TargetRules(List.of(), Set.of(), false).check("https://example.com/"))
        .isInstanceOf(Check.Refused.class);
    TargetRules all = new TargetRules(List.of("*"), Set.of(), false);
    assertThat(all.check("https://example.com/")).isInstanceOf(Check.Allowed.class);
    assertThat(all.check("https://[2a00:1450:4001:81b::200e]/")).isInstanceOf(Check.Refused.class);
  }

  @Test
  void plainHttpNeedsItsSetting() {
    assertThat(new TargetRules(List.of("*"), Set.of(), true).check("http://example.com:8080/x"))
        .isEqualTo(allowed(new Target(false, "example.com", 8080, "/x", false)));
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "172.15.255.255, true",
    "172.32.0.1, true",
    "100.63.255.255, true",
    "100.128.0.0, true",
    "2a00:1450:4001:81b::200e, true",
    "0.0.0.0, false",
    "10.1.2.3, false",
    "100.64.0.1, false",
    "127.0.0.1, false",
    "127.255.255.255, false",
    "169.254.169.254, false",
    "172.16.0.1, false",
    "172.31.255.255, false",
    "192.0.0.1, false",
    "192.0.2.1, false",
    "192.168.1.1, false",
    "198.18.0.1, false",
    "198.51.100.7, false",
    "203.0.113.9, false",
    "224.0.0.1, false",
    "240.0.0.1, false",
    "255.255.255.255, false",
    "::, false",
    "::1, false",
    "::127.0.0.1, false",
    "::ffff:127.0.0.1, false",
    "::ffff:10.0.0.1, false",
    "64:ff9b::7f00:1, false",
    "fc00::1, false",
    "fd12:3456::1, false",
    "fe80::1, false",
    "fec0::1, false",
    "ff02::1, false",
    "2001::1, false",
    "2001:db8::1, false",
    "2002:7f00:1::, false"
  })
  void onlyAddressesOfTheWholeInternetArePublic(String address, boolean isPublic)
      throws UnknownHostException {
    assertThat(AddressRules.isPublic(InetAddress.getByName(address))).isEqualTo(isPublic);
  }

  private static Check allowed(Target target) {
    return new Check.Allowed(target);
  }
}
