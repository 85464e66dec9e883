package io.sluice.admin.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.admin.execution.ExecutionRecordStore.StoredResult;
import org.junit.jupiter.api.Test;

class StorableTest {

  @Test
  void nulAndLoneSurrogatesBecomeTheirEscape() {
    assertThat(Storable.text("a\0b", 10)).isEqualTo("a\\u0000b");
    assertThat(Storable.text("a\ud83db", 10)).isEqualTo("a\\ud83db");
    assertThat(Storable.text("a\udc00", 10)).isEqualTo("a\\udc00");
  }

  @Test
  void wholePairsStay() {
    assertThat(Storable.text("😀", 10)).isEqualTo("😀");
  }

  @Test
  void whatIsTooLongIsCutAndSaysSo() {
    assertThat(Storable.text("abcdef", 4)).isEqualTo("abc…");
    assertThat(Storable.text("abcd", 4)).isEqualTo("abcd");
  }

  @Test
  void aCutLeavesNoHalfOfAPair() {
    assertThat(Storable.text("ab😀c", 4)).isEqualTo("ab…");
  }

  @Test
  void aResultThatPostgresCannotKeepBecomesAText() {
    assertThat(StoredResult.of("{\"a\":1}")).isEqualTo(new StoredResult("{\"a\":1}", null));
    assertThat(StoredResult.of("\"\0\"").flag()).isEqualTo("result_escaped");
    assertThat(StoredResult.of("\"" + "x".repeat(300_000) + "\"").flag())
        .isEqualTo("result_too_large");
    assertThat(StoredResult.asText("{nonsense"))
        .isEqualTo(new StoredResult("\"{nonsense\"", "result_not_json"));
  }
}
