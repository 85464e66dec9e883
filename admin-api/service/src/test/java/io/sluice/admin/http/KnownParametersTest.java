package io.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
class KnownParametersTest {

  @ParameterizedTest
  @CsvSource({
    "/api/executions?limit=abc, limit, limit is a whole number.",
    "/api/executions?limit=99999999999, limit, limit is a whole number.",
    "/api/executions?limit=1&limit=2, limit, limit may be given once.",
    "/api/platform/queue?offset=x, offset, offset is a whole number.",
    "/api/platform/notifications?unread=yes, unread, unread is true or false.",
    "/api/executions/stats?hour=1, hour, 'hour is no parameter of this operation; it has hours,"
        + " workflow.'",
    "/api/me?x=1, x, 'x is no parameter of this operation, which has none.'"
  })
  void aParameterThatIsWrongIsNamed(String path, String field, String detail) {
    Response refused = Api.get(path);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
    assertThat(refused.<String>path("detail")).isEqualTo(detail);
  }

  @Test
  void anUnknownParameterIsRefusedByEveryOperation() {
    Map<String, Map<String, Object>> paths = Api.get("/q/openapi?format=json").path("paths");
    var taken = new TreeSet<String>();
    paths.forEach(
        (path, operations) ->
            operations.keySet().stream()
                .filter(List.of("get", "post", "put", "patch", "delete")::contains)
                .filter(method -> !refused(method, path))
                .forEach(method -> taken.add(method + " " + path)));

    assertThat(taken).isEmpty();
  }

  private static boolean refused(String method, String path) {
    var request = Api.asAdministrator();
    if (!method.equals("get") && !method.equals("delete")) {
      request =
          path.equals("/api/bundles")
              ? request.multiPart("bundle", new byte[] {1})
              : request.contentType("application/json").body("{\"no_such\":1}");
    }
    Response answer =
        request.request(
            method.toUpperCase(java.util.Locale.ROOT),
            path.replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000") + "?misspelt=1");
    return answer.statusCode() == 422 && answer.asString().contains("misspelt is no parameter");
  }

  @Test
  void aPageOfLinesHasTheCursorOfEveryOtherPageAndItsEarlierName() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    String path = "/api/executions/" + id + "/logs?";

    assertThat(Api.get(path + "cursor=1.1.1").statusCode()).isEqualTo(200);
    assertThat(Api.get(path + "after=1.1.1").statusCode()).isEqualTo(200);
    assertThat(Api.get(path + "cursor=x").<String>path("errors[0].field")).isEqualTo("cursor");
  }
}
