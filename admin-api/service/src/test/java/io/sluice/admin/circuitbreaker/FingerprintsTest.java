package io.sluice.admin.circuitbreaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.queue.Json;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  private static final String FRAME = "a.B.c(B.java:1)";

  @Test
  void theFingerprintOfTheProcessIsTaken() {
    assertThat(of("spinning", "0123456789abcdef", "null")).isEqualTo("0123456789abcdef");
  }

  @Test
  void theTypeOfTheLockTellsTwoApartAndItsIdentityDoesNot() {
    String one = of("blocked", "0123456789abcdef", "\"a.Lock@1a2b\"");

    assertThat(of("blocked", "0123456789abcdef", "\"a.Lock@ffff\"")).isEqualTo(one);
    assertThat(of("blocked", "0123456789abcdef", "\"a.Lock <0x77>\"")).isEqualTo(one);
    assertThat(of("blocked", "0123456789abcdef", "\"a.Other@1a2b\"")).isNotEqualTo(one);
  }

  @Test
  void withoutOneOrWithARubbishOneTheTopCallCountsWithoutItsLine() {
    String one = Fingerprints.of(tree("{\"verdict_kind\":\"spinning\"}"), FRAME);
    JsonNode rubbish = tree("{\"verdict_kind\":\"spinning\",\"fingerprint\":\"<script>\"}");

    assertThat(Fingerprints.of(rubbish, "a.B.c(B.java:2)")).isEqualTo(one);
    assertThat(Fingerprints.of(rubbish, "a.B.d(B.java:1)")).isNotEqualTo(one);
    assertThat(Fingerprints.of(tree("{\"verdict_kind\":\"read\"}"), FRAME)).isNotEqualTo(one);
    assertThat(Fingerprints.of(null, null)).matches("[0-9a-f]{16}");
    assertThat(Fingerprints.of(null, "a.B$$Lambda/0x00ff.run(B.java)"))
        .isEqualTo(Fingerprints.of(null, "a.B$$Lambda/0x11aa.run(B.java)"));
  }

  private static String of(String kind, String fingerprint, String lock) {
    return Fingerprints.of(
        tree(
            "{\"verdict_kind\":\"%s\",\"fingerprint\":\"%s\",\"samples\":[{\"lock\":%s}]}"
                .formatted(kind, fingerprint, lock)),
        FRAME);
  }

  private static JsonNode tree(String json) {
    return Json.read(json, JsonNode.class);
  }
}
