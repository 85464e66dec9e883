package io.sluice.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailTextTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void saysWhatHappenedWithAFieldOnEachLine() {
    MailText mail =
        text(
            "action.waits",
            "{\"workflow_type_id\":\"refund\",\"created_by\":\"kim\",\"quorum\":2,"
                + "\"voters\":[\"ann\",\"bo\"],\"decide_by\":\"2026-03-02T12:00:00Z\"}");

    assertThat(mail.subject()).isEqualTo("[Sluice] refund waits for votes");
    assertThat(mail.text())
        .isEqualTo(
            """
            A council has to decide on an action.

            Action type: refund
            Asked for by: kim
            Votes needed: 2
            Who may vote: ann, bo
            Decide by: 2026-03-02T12:00:00Z
            Time: 2026-03-01T12:00:00Z

            --\s
            Sluice sends this to the address of the webhook ops.
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action.decided | {'workflow_type_id':'refund','decision':'vetoed'} | refund: vetoed",
        "action.ended | {'workflow':'refund-2','status':'FAILED'} | refund-2: FAILED",
        "workflow.blacklisted | {'workflow':'echo'} | echo is on the blacklist",
        "workflow.on_probation | {'workflow':'echo'} | echo is on probation",
        "workflow.released | {'workflow':'echo'} | echo is off the blacklist",
        "dead_letters.grew | {'workflow':'echo'} | echo has new dead letters",
        "notification | {'severity':'warning','title':'More'} | warning: More",
        "webhook.test | {'webhook':'ops'} | test of the webhook ops"
      })
  void theSubjectSaysWhatAndOfWhat(String kind, String data, String subject) {
    assertThat(text(kind, data.replace('\'', '"')).subject()).isEqualTo("[Sluice] " + subject);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyKindHasATextAlsoWithoutData(EventType kind) {
    MailText mail = text(kind.word(), "{}");

    assertThat(mail.subject()).startsWith("[Sluice]");
    assertThat(mail.text()).contains("Time: 2026-03-01T12:00:00Z");
  }

  @Test
  void aValueCannotBeALineAHeaderOrTurnTheText() {
    MailText mail =
        text(
            "notification",
            "{\"severity\":\"info\",\"title\":\"a\\r\\nBcc: x@evil.example\\r\\n\\r\\nhello\\u2028b"
                + "\\u202ec\\u0000d\\u0085e\"}");

    assertThat(mail.subject()).isEqualTo("[Sluice] info: a Bcc: x@evil.example hello b c d e");
    assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
    assertThat(mail.text().replace("\r\n", "")).doesNotMatch("(?s).*\\p{Cntrl}.*");
  }

  @Test
  void lengthsAreBounded() throws JsonProcessingException {
    var data = JSON.createObjectNode();
    for (int i = 0; i < 100; i++) {
      data.put("field_" + i, "\ud83d\ude00".repeat(2_000));
    }
    data.put("workflow", "w".repeat(5_000));

    MailText mail = text("action.ended", JSON.writeValueAsString(data));

    assertThat(mail.subject()).hasSize(150).endsWith("…");
    assertThat(mail.text()).hasSizeLessThan(25_000).contains("Field 0", "Field 39");
    assertThat(mail.text()).doesNotContain("Field 40");
    assertThat(mail.text().getBytes(StandardCharsets.UTF_8))
        .as("no half of a pair")
        .doesNotContain((byte) '?');
  }

  private static MailText text(String kind, String data) {
    try {
      return MailText.of(
          JSON.readTree(
              "{\"type\":\"%s\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"data\":%s}"
                  .formatted(kind, data)),
          "ops");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
