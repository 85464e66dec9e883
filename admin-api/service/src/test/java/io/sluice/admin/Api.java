package io.sluice.admin;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls the API as the first administrator. */
public final class Api {

  private static final Duration CAP = Duration.ofSeconds(30);

  private Api() {}

  public static RequestSpecification asAdministrator() {
    return given().header("Authorization", "Bearer " + TestSystem.TOKEN);
  }

  public static Response post(String path, String body) {
    return asAdministrator().contentType(ContentType.JSON).body(body).post(path);
  }

  public static Response get(String path) {
    return asAdministrator().get(path);
  }

  /** Submits an execution once its workflow is registered, and returns its id. */
  public static String submit(String body) {
    awaitWorkflow("echo");
    return post("/api/executions", body).then().statusCode(202).extract().path("execution_id");
  }

  public static void awaitWorkflow(String name) {
    await().atMost(CAP).until(() -> get("/api/workflows/" + name).statusCode() == 200);
  }

  public static JsonPath awaitStatus(String id, String status) {
    await()
        .atMost(CAP)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> get("/api/executions/" + id).path("status"), status::equals);
    return get("/api/executions/" + id).jsonPath();
  }

  /** Writes the secret of a webhook, and returns the name of its file. */
  public static String webhookSecret(String name) {
    String folder =
        ConfigProvider.getConfig().getValue("sluice.webhook.secrets-directory", String.class);
    try {
      Files.writeString(Path.of(folder, name), TestSystem.WEBHOOK_SECRET);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
