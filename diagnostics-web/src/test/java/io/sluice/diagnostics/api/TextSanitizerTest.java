package io.sluice.diagnostics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.Problem;
import org.junit.jupiter.api.Test;

class TextSanitizerTest {

  private static final ObjectMapper JSON = ApiJson.of(new ObjectMapper());

  @Test
  void showsWhatWouldFoolTheReader() {
    assertThat(TextSanitizer.text("a\u202eb\u001b[0m\u0000\u200f\u2066c\r"))
        .isEqualTo("a\\u202Eb\\u001B[0m\\u0000\\u200F\\u2066c\\u000D");
  }

  @Test
  void leavesOtherTextAlone() {
    String text = "zwei\n\tZeilen, 日本語, עברית, 👍 <b>";

    assertThat(TextSanitizer.text(text)).isSameAs(text);
  }

  @Test
  void anyJsonOfAWorkflowIsReadAsTextAndUnknownFieldsArePassedOver() throws Exception {
    ExecutionDetail detail =
        JSON.readValue(
            """
            {"execution_id":"0198b000-0000-7000-8000-000000000001","workflow_name":"a\\u202eb","status":"SUCCESS",
             "input":{"n":[1,2]},"result":"text","labels":{"k\\u001b":"v"},"of_a_later_version":true}
            """,
            ExecutionDetail.class);

    assertThat(detail.workflowName()).isEqualTo("a\\u202Eb");
    assertThat(detail.input()).contains("\"n\" : [ 1, 2 ]");
    assertThat(detail.labels()).containsOnlyKeys("k\\u001B");
    assertThat(detail.result()).isEqualTo("\"text\"");
  }

  @Test
  void aProblemIsReadAndWhatIsNoneIsSaidToBeNone() {
    Problem problem =
        ApiProblem.read(
            409,
            """
            {"type":"urn:sluice:problem:attempt-still-alive","title":"Alive","status":409,"detail":"Wait."}\
            """);
    assertThat(new ApiProblem(problem, null).kind()).isEqualTo("attempt-still-alive");
    assertThat(problem.detail()).isEqualTo("Wait.");

    assertThat(ApiProblem.read(502, "<html>Bad gateway</html>").detail())
        .contains("HTTP 502")
        .doesNotContain("html>");
    assertThat(ApiProblem.read(500, "null").status()).isEqualTo(500);
  }

  @Test
  void aLongProblemIsCutBeforeACharacterThatDoesNotFit() {
    String text = "x".repeat(1_999) + "😀";
    Problem problem = ApiProblem.read(422, "{\"title\":\"Long\",\"detail\":\"" + text + "\"}");

    assertThat(problem.detail()).isEqualTo("x".repeat(1_999) + "…");
  }
}
