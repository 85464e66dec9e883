package io.sluice.admin.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1234567890.12345678901234567890, 1e400, 1e-400]",
        "-0.0",
        "-0",
        "1E+2",
        "\"\\u0041 😀 \\\" }\"",
        "\"\"",
        "{ \"a\" : [ 1 , {} ] }",
        "[]",
        "true",
        "null"
      })
  void aFieldIsReturnedAsItCame(String value) {
    for (String object :
        List.of(
            "{\"input\":" + value + "}",
            "{\"x\":\"ü\", \"input\" : " + value + " , \"y\":{\"input\":2}}",
            "\n{\"y\":[{\"input\":2}],\"input\":\n" + value + "\n}\n")) {
      assertThat(RawJson.field(object.getBytes(UTF_8), "input")).as(object).contains(value);
    }
  }

  @Test
  void aFieldThatIsNotThereIsEmpty() {
    assertThat(RawJson.field("{\"a\":{\"input\":1}}".getBytes(UTF_8), "input")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|[]",
        "[ ]|[]",
        "[1]|[1]",
        "[1, {\"a\":[2,3]} ,\"],[\"]|[1,  {\"a\":[2,3]} , \"],[\"]",
        "[\"\\\"],\", 2]|[\"\\\"],\",  2]",
        "[1,]|[1, ]",
      })
  void anArrayIsSplitIntoItsElements(String array, String elements) {
    assertThat(texts(array)).hasValueSatisfying(found -> assertThat(found).hasToString(elements));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "1", "[1", "[1] 2", "[\"]", "[{]"})
  void whatIsNotOneArrayIsNotSplit(String text) {
    assertThat(texts(text)).isEmpty();
  }

  @Test
  void anElementMayBeAsDeepAndLongAsItLikes() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(texts("[1," + deep + "]")).contains(List.of("1", deep));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\": [1.0, 2], \"a\" : null}|{\"a\":null,\"b\":[1.0,2]}",
        "{\"a\":\"\\u0041\\n\", \"c\":{}, \"b\":[ ]}|{\"a\":\"A\\n\",\"b\":[],\"c\":{}}",
        "{\"n\":1e400}|{\"n\":1e400}",
        "true|true",
      })
  void theCanonicalFormHasSortedFieldsAndNumbersAsTheyCame(String json, String canonical) {
    assertThat(RawJson.canonical(json.getBytes(UTF_8))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"\\ud83d\\ude00 \\\\ud800 😀 \\n\"}|",
        "{\"a\":\"x\\ud83d\"}|The body has half of a surrogate pair at line 1, column 8.",
        "{\"a\":\"\\ude00\\ud83d\"}|The body has half of a surrogate pair at line 1, column 7.",
        "{\"a\":\"\\ud83d\\ud83d\\ude00\"}|The body has half of a surrogate pair at line 1, column 7.",
        "{\"ü\":\"\\\\\\ud83d\\\\\"}|The body has half of a surrogate pair at line 1, column 9.",
      })
  void halfOfASurrogatePairIsFoundWithItsPlace(String json, String fault) {
    assertThat(UnicodeFault.of(json.getBytes(UTF_8))).isEqualTo(Optional.ofNullable(fault));
  }

  @Test
  void bytesThatAreNoUtf8AreFoundWithTheirPlace() {
    byte[] surrogate = {
      '"', '\n', (byte) 0xc3, (byte) 0xbc, (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'
    };

    assertThat(UnicodeFault.of(surrogate)).contains("The body is not UTF-8 at line 2, column 2.");
    assertThat(UnicodeFault.of("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16)))
        .hasValueSatisfying(
            fault -> assertThat(fault).contains("is not UTF-8 at line 1, column 1"));
  }

  private static Optional<List<String>> texts(String array) {
    return RawJson.elements(array.getBytes(UTF_8))
        .map(elements -> elements.stream().map(each -> new String(each, UTF_8)).toList());
  }
}
