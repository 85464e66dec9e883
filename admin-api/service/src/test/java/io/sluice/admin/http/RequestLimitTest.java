package io.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks each limit of docs/security.md one below, at and one above it. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
class RequestLimitTest {

  private static final String EXECUTIONS = "/api/executions";
  private static final int KIB = 1024;

  @ParameterizedTest
  @CsvSource({"-1,404", "0,404", "1,413"})
  void aBodyHasAMebibyte(int more, int status) {
    assertStatus(EXECUTIONS, padded(submit("1"), KIB * KIB + more), status);
  }

  @ParameterizedTest
  @CsvSource({"-1,202", "0,202", "1,413"})
  void aBatchHasEight(int more, int status) {
    String one = "[" + submit("1") + "]";

    assertStatus(EXECUTIONS + "/batch", padded(one, 8 * KIB * KIB + more), status);
    assertStatus(EXECUTIONS + "/batch/", padded(one, 8 * KIB * KIB + more), status);
  }

  @ParameterizedTest
  @CsvSource({"-1,404", "0,404", "1,413"})
  void anInputHas256Kibibytes(int more, int status) {
    String half = "x".repeat(128 * KIB - 4);
    // ["…","…x"]
    String input = "[\"%s\",\"%s\"]".formatted(half, half + "x".repeat(1 + more));

    assertThat(input).hasSize(256 * KIB + more);
    assertStatus(EXECUTIONS, submit(input), status);
  }

  @ParameterizedTest
  @CsvSource({"-1,422", "0,422", "1,413"})
  void aTextHas256KibiCharacters(int more, int status) {
    String workflow = "x".repeat(256 * KIB + more);

    assertStatus(EXECUTIONS, "{\"workflow\":\"" + workflow + "\"}", status);
  }

  @ParameterizedTest
  @CsvSource({"63,404", "64,404", "65,413"})
  void jsonIsNested64Deep(int depth, int status) {
    // One level is the request itself.
    String input = "[".repeat(depth - 1) + "]".repeat(depth - 1);

    assertStatus(EXECUTIONS, submit(input), status);
  }

  @ParameterizedTest
  @CsvSource({"99,404", "100,404", "101,413"})
  void aNumberHas100Digits(int digits, int status) {
    assertStatus(EXECUTIONS, submit("1".repeat(digits)), status);
  }

  @ParameterizedTest
  @CsvSource({"999,400", "1000,400", "1001,413"})
  void aNameHas1000Characters(int length, int status) {
    assertStatus(EXECUTIONS, "{\"" + "x".repeat(length) + "\":1}", status);
  }

  @ParameterizedTest
  @CsvSource({"0,422", "1,200", "199,200", "200,200", "201,422"})
  void aPageHas200Items(int limit, int status) {
    for (String list :
        new String[] {
          EXECUTIONS, "/api/dead-letters", "/api/workflows", "/api/users", "/api/platform/audit"
        }) {
      assertThat(Api.get(list + "?limit=" + limit).statusCode()).as(list).isEqualTo(status);
    }
  }

  @Test
  void headersHave16Kibibytes() {
    assertThat(header(15 * KIB).statusCode()).isEqualTo(200);
    assertThat(header(17 * KIB).statusCode()).isEqualTo(431);
  }

  private static Response header(int length) {
    return Api.asAdministrator().header("X-Long", "x".repeat(length)).get("/api/workflows");
  }

  private static void assertStatus(String path, String body, int status) {
    Response answer = Api.post(path, body);
    assertThat(answer.statusCode())
        .as(() -> answer.asString().substring(0, Math.min(300, answer.asString().length())))
        .isEqualTo(status);
  }

  private static String submit(String input) {
    return "{\"workflow\":\"no-such-one\",\"input\":" + input + "}";
  }

  private static String padded(String json, int bytes) {
    return json + " ".repeat(bytes - json.length());
  }
}
