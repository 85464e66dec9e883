package io.sluice.process.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTextTest {
  @Test
  void aTextThatFitsIsTheSame() {
    var text = "fits to the byte: \u20ac\ud83d\ude00";
    assertThat(BoundedText.of(text, text.getBytes(UTF_8).length)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00fc", "\u20ac", "\ud83d\ude00", "\ud800"})
  void aTextThatDoesNotFitIsCutToTheBytesAndNotWithinACharacter(String character) {
    for (int limit = 3; limit < 20; limit++) {
      var cut = BoundedText.of(character.repeat(100), limit);
      assertThat(cut).endsWith("…");
      assertThat(cut.getBytes(UTF_8).length).isBetween(limit - 3, limit);
      assertThat(UTF_8.newEncoder().canEncode(cut)).isTrue();
    }
  }

  @Test
  void halfOfASurrogatePairIsReplaced() {
    assertThat(BoundedText.of("a\ud800b\udc00\ud83d\ude00", 100))
        .isEqualTo("a\ufffdb\ufffd\ud83d\ude00");
  }

  @Test
  void noTextIsTheEmptyOne() {
    assertThat(BoundedText.of(null, 10)).isEmpty();
  }
}
