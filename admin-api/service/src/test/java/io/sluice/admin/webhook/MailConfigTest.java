package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailConfigTest {

  @Test
  void withoutARelayNothingIsNeeded() {
    assertThat(MailClientTest.config(Map.of()).mistake()).isEmpty();
  }

  @Test
  void aRelayAndASenderAreEnough() {
    MailConfig config = with(Map.of());

    assertThat(config.mistake()).isEmpty();
    assertThat(config.tls()).isEqualTo(MailConfig.Tls.STARTTLS);
    assertThat(config.tls().port).isEqualTo(587);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from | sluice | SLUICE_MAIL_FROM is not an address",
        "from | Sluice <sluice@example.com> | SLUICE_MAIL_FROM is not an address",
        "username | sluice | SLUICE_MAIL_PASSWORD_FILE are set together",
        "password-file | /etc/file | SLUICE_MAIL_PASSWORD_FILE are set together",
        "tls | none | SLUICE_MAIL_ALLOW_PLAIN=true",
        "timeout | 0s | SLUICE_MAIL_TIMEOUT is more than 0",
        "timeout | 11m | SLUICE_MAIL_TIMEOUT is more than 0",
        "port | 0 | SLUICE_MAIL_PORT is a port",
        "port | 65536 | SLUICE_MAIL_PORT is a port"
      })
  void aMistakeNamesTheSetting(String setting, String value, String sentence) {
    assertThat(with(Map.of("sluice.mail." + setting, value)).mistake().orElse(""))
        .contains(sentence);
  }

  @Test
  void aPasswordIsNeverSentWithoutTls() {
    assertThat(
            with(Map.of(
                    "sluice.mail.tls", "none",
                    "sluice.mail.allow-plain", "true",
                    "sluice.mail.username", "sluice",
                    "sluice.mail.password-file", "/etc/file"))
                .mistake()
                .orElse(""))
        .contains("a password is never sent without TLS");
  }

  private static MailConfig with(Map<String, String> settings) {
    var all =
        new HashMap<>(
            Map.of("sluice.mail.host", "relay.example", "sluice.mail.from", "sluice@example.com"));
    all.putAll(settings);
    return MailClientTest.config(all);
  }
}
