package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxRulesTest {

  private static final MailboxRules RULES =
      new MailboxRules(true, List.of("Mail.example", "*.acme.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:ops@mail.example",
        "MAILTO:Ops.Team+sluice@MAIL.example",
        "mailto:a@b.acme.example"
      })
  void aMailboxOfAnAllowedDomainIsAReceiver(String url) {
    assertThat(RULES.receiver(url))
        .isEqualTo(new Receiver.Mailbox(url.substring("mailto:".length())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:ops@other.example",
        "mailto:ops@acme.example",
        "mailto:ops@evilacme.example",
        "mailto:ops@mail.example.evil.example"
      })
  void anotherDomainIsNot(String url) {
    assertThat(rule(RULES, url)).contains("SLUICE_MAIL_DOMAINS, which does not have");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mailto:",
        "mailto:ops",
        "mailto:@mail.example",
        "mailto:ops@",
        "mailto:ops@mail.example\r\nRCPT TO:<x@evil.example>",
        "mailto:ops@mail.example\nBcc: x@evil.example",
        "mailto:ops@mail.example\n",
        "mailto:ops@mail.example%0D%0ABcc:x@evil.example",
        "mailto:ops@mail.example?bcc=x@evil.example",
        "mailto:x@evil.example,ops@mail.example",
        "mailto:x@evil.example;ops@mail.example",
        "mailto:x@evil.example ops@mail.example",
        "mailto:x%evil.example@mail.example",
        "mailto:@evil.example:ops@mail.example",
        "mailto:<ops@mail.example>",
        "mailto:Ops <ops@mail.example>",
        "mailto:\"a b\"@mail.example",
        "mailto:.ops@mail.example",
        "mailto:ops..a@mail.example",
        "mailto:ops@mail.example.",
        "mailto:ops@[127.0.0.1]",
        "mailto:öps@mail.example",
        "mailto://ops@mail.example",
        "mailto:ops@-mail.example"
      })
  void whatIsNotOneAddressIsRefused(String url) {
    assertThat(rule(RULES, url)).startsWith("has one mailbox of ASCII letters");
  }

  @Test
  void lengthsAreThoseOfSmtp() {
    assertThat(rule(RULES, "mailto:" + "a".repeat(65) + "@mail.example")).startsWith("has one");
    assertThat(rule(RULES, "mailto:a@" + "b".repeat(64) + ".acme.example")).startsWith("has one");
    assertThat(rule(RULES, "mailto:a@" + "b.".repeat(130) + "acme.example")).startsWith("has one");
  }

  @Test
  void withoutARelayTheSettingIsNamed() {
    assertThat(rule(new MailboxRules(false, List.of("*")), "mailto:ops@mail.example"))
        .isEqualTo("begins with mailto: only if SLUICE_MAIL_HOST names a relay");
  }

  private static String rule(MailboxRules rules, String url) {
    return ((Receiver.Refused) rules.receiver(url)).rule();
  }
}
