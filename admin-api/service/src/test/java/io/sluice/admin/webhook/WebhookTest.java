package io.sluice.admin.webhook;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.api.WebhookApi;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class WebhookTest {

  private static final String WEBHOOKS = "/api/webhooks";

  @Inject Rows rows;
  private final String name = "hook-" + UUID.randomUUID();

  @Test
  void aWebhookIsMadeShownChangedAndDeletedEachWithItsAuditEntry() {
    Response made = Api.post(WEBHOOKS, body("https://hooks.example.com/secret-path", ""));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    String path = WEBHOOKS + "/" + made.path("id");
    assertThat(made.header("Location")).endsWith(path);
    assertThat(made.<List<String>>path("kinds")).containsExactly("action.ended", "notification");
    assertThat(made.<Boolean>path("enabled")).isTrue();

    Response changed =
        put(Api.asAdministrator(), path, body("https://hooks.example.com/", ",\"enabled\":false"));

    assertThat(changed.<String>path("url")).isEqualTo("https://hooks.example.com/");
    assertThat(changed.<Boolean>path("enabled")).isFalse();
    assertThat(names(Api.asAdministrator())).contains(name);
    assertProblem(
        Api.post(WEBHOOKS, body("https://hooks.example.com/", "")), 409, "webhook-name-taken");
    assertProblem(Api.post(path + "/test", ""), 409, "webhook-disabled");
    assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
    assertProblem(Api.get(path), 404, "no-such-webhook");
    assertProblem(Api.get(path + "/deliveries"), 404, "no-such-webhook");
    String audit =
        Api.get("/api/platform/audit?limit=200").jsonPath().getList("items").stream()
            .map(Object::toString)
            .filter(entry -> entry.contains("webhook/" + name))
            .toList()
            .toString();
    assertThat(audit)
        .contains("webhook.add", "webhook.change", "webhook.delete", "host hooks.example.com")
        .doesNotContain("secret-path", TestSystem.WEBHOOK_SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | https://other.example/ | notification | receiver | SLUICE_WEBHOOK_HOSTS",
        "url | https://a:b@hooks.example.com/ | notification | receiver | no user name",
        "url | ftp://hooks.example.com/ | notification | receiver | begins with https",
        "kinds | https://hooks.example.com/ | weather | receiver | action.waits, action.decided",
        "kinds | https://hooks.example.com/ | webhook.test | receiver | action.waits",
        "secret_file | https://hooks.example.com/ | notification | missing | does not have",
        "secret_file | https://hooks.example.com/ | notification | ../receiver | name of a file",
      })
  void badInputNamesTheFieldAndWhatIsRight(
      String field, String url, String kind, String file, String rule) {
    Response refused =
        Api.post(
            WEBHOOKS,
            "{\"name\":\"%s\",\"url\":\"%s\",\"kinds\":[\"%s\"],\"secret_file\":\"%s\"}"
                .formatted(name, url, kind, file));

    assertProblem(refused, 422, "invalid-request");
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
    assertThat(refused.<String>path("errors[0].message")).contains(rule);
  }

  @Test
  void theKindsOfTheContractAreThoseOfTheService() {
    assertThat(
            Arrays.stream(EventType.values())
                .filter(type -> type != EventType.TEST)
                .map(EventType::word))
        .containsExactlyElementsOf(WebhookApi.KINDS);
  }

  @Test
  void withoutASecretThereIsNoWebhook() {
    Response refused =
        Api.post(
            WEBHOOKS,
            "{\"name\":\"%s\",\"url\":\"https://hooks.example.com/\",\"kinds\":[\"notification\"]}"
                .formatted(name));

    assertThat(refused.<String>path("errors[0].field")).isEqualTo("secret_file");
  }

  @Test
  void theAdministratorOfAnOrganizationHasItsWebhooksOnly() {
    String organization = "org-" + UUID.randomUUID().toString().substring(0, 8);
    RequestSpecification own = as(rows.token("platform-admin", organization));
    String ofOrganization = ",\"organization\":\"" + organization + "\"";
    assertThat(field(post(own, body("https://hooks.example.com/", "")))).isEqualTo("organization");
    String request = body("https://hooks.example.com/", ofOrganization);
    assertThat(field(post(own, request)))
        .as("notifications are of the installation")
        .isEqualTo("kinds");
    request = request.replace("\"notification\"", "\"action.waits\"");
    for (String foreign : List.of("receiver", organization + ".b.receiver", organization)) {
      assertThat(field(post(own, request.replace("\"receiver\"", "\"" + foreign + "\""))))
          .as(foreign)
          .isEqualTo("secret_file");
    }
    String secret = Api.webhookSecret(organization + ".receiver");

    Response made = post(own, request.replace("\"receiver\"", "\"" + secret + "\""));

    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    String path = WEBHOOKS + "/" + made.path("id");
    assertThat(names(own)).containsExactly(name);
    RequestSpecification other = as(rows.token("platform-admin", "another"));
    assertThat(names(other)).isEmpty();
    assertProblem(given().spec(other).get(path), 404, "no-such-webhook");
    assertProblem(given().spec(other).delete(path), 404, "no-such-webhook");
    assertThat(given().spec(own).delete(path).statusCode()).isEqualTo(204);
  }

  @Test
  void aDeliveryThatIsNotDeadIsNotSentAgain() {
    String path =
        WEBHOOKS + "/" + Api.post(WEBHOOKS, body("https://hooks.example.com/", "")).path("id");
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);

    Response test = Api.post(path + "/test", "");

    assertThat(test.statusCode()).isEqualTo(202);
    assertThat(test.<String>path("kind")).isEqualTo("webhook.test");
    String delivery = path + "/deliveries/" + test.path("delivery_id");
    assertProblem(Api.post(delivery + "/retry", ""), 409, "delivery-not-dead");
    assertProblem(Api.post(path + "/deliveries/1x/retry", ""), 404, "no-such-delivery");
    assertThat(Api.get(path + "/deliveries?state=PENDING").<List<String>>path("items.delivery_id"))
        .containsExactly(test.<String>path("delivery_id"));
    assertThat(Api.get(path + "/deliveries?state=DEAD").<List<?>>path("items")).isEmpty();
    assertProblem(Api.get(path + "/deliveries?state=lost"), 422, "invalid-request");
    assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
  }

  @Test
  void deliveriesComeInPages() {
    String path =
        WEBHOOKS + "/" + Api.post(WEBHOOKS, body("https://hooks.example.com/", "")).path("id");
    rows.change("UPDATE webhook SET sender_until = 'infinity' WHERE name = ?", name);
    List<String> sent = List.of(test(path), test(path), test(path)).reversed();

    Response first = Api.get(path + "/deliveries?limit=2");
    Response second = Api.get(path + "/deliveries?limit=2&cursor=" + first.path("next_cursor"));

    assertThat(first.<List<String>>path("items.delivery_id")).isEqualTo(sent.subList(0, 2));
    assertThat(second.<List<String>>path("items.delivery_id")).isEqualTo(sent.subList(2, 3));
    assertThat(second.<String>path("next_cursor")).isNull();
    assertProblem(Api.get(path + "/deliveries?cursor=x"), 422, "invalid-request");
    assertThat(Api.get(path).<Integer>path("pending")).isEqualTo(3);
    assertThat(Api.asAdministrator().delete(path).statusCode()).isEqualTo(204);
  }

  private static String test(String path) {
    return Api.post(path + "/test", "").path("delivery_id");
  }

  private String body(String url, String more) {
    return "{\"name\":\"%s\",\"url\":\"%s\",\"kinds\":[\"notification\",\"action.ended\"],\"secret_file\":\"receiver\"%s}"
        .formatted(name, url, more);
  }

  private static String field(Response response) {
    return response.path("errors[0].field");
  }

  private static List<String> names(RequestSpecification who) {
    return given().spec(who).get(WEBHOOKS + "?limit=200").path("items.name");
  }

  private static Response post(RequestSpecification who, String body) {
    return given().spec(who).contentType(ContentType.JSON).body(body).post(WEBHOOKS);
  }

  private static Response put(RequestSpecification who, String path, String body) {
    return given().spec(who).contentType(ContentType.JSON).body(body).put(path);
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
