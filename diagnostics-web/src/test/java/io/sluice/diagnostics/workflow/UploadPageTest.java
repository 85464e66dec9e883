package io.sluice.diagnostics.workflow;

import static io.sluice.diagnostics.page.Things.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.sluice.api.BundleApi;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.api.Problem;
import io.sluice.diagnostics.page.ApiStub;
import io.sluice.diagnostics.page.ApiStub.Reply;
import io.sluice.diagnostics.page.Browser;
import io.sluice.diagnostics.page.Html;
import io.sluice.diagnostics.page.WithApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WithApi.class)
class UploadPageTest {

  private static final String UPLOAD = "POST /api/bundles";
  private static final String PATH = "/workflows/upload";
  private static final int MEBIBYTE = 1 << 20;
  private static final String FIRST =
      String.join(
          "\r\n",
          "--B",
          "Content-Disposition: form-data; name=\"csrf-token\"",
          "",
          "%s",
          "--B",
          "Content-Disposition: form-data; name=\"jar\"; filename=\"a.jar\"",
          "",
          "");

  @BeforeEach
  void adminApiIsThere() {
    WithApi.api().forget();
    WithApi.api().role("deployer");
    WithApi.api().on(UPLOAD, _ -> new Reply(201, receipt()));
  }

  @Test
  void aJarIsPassedOnAndItsWorkflowsAreShown() {
    Browser browser = Browser.signedIn();
    Document form = browser.page(PATH);
    assertThat(form.select("#upload-form[enctype=multipart/form-data] input[type=file]"))
        .hasSize(1);
    String jar = "PK-a-jar" + "x".repeat(3 * MEBIBYTE);

    Response answer = browser.upload(PATH, "jar", jar.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    Document page = Html.checked(answer.asString());
    assertThat(page.select("#registered a").attr("href")).isEqualTo("/workflows/" + WORKFLOW);
    assertThat(page.select("#registered td").text()).isEqualTo("7");
    var heard = WithApi.api().heard(UPLOAD).getLast();
    assertThat(heard.authorization()).startsWith("Bearer slu_token");
    assertThat(heard.body()).contains("name=\"jar\"; filename=\"a.jar\"", jar).endsWith("--\r\n");
    assertThat(heard.body()).doesNotContain(browser.cookie("csrf-token"));
    assertThat(browser.page(PATH).select("#registered")).isEmpty();
  }

  @Test
  void theSameJarAgainIsSaidToBeRegistered() {
    WithApi.api().on(UPLOAD, _ -> new Reply(200, receipt()));

    Response answer = uploaded();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Browser.text(answer)).contains("was registered before", "import");
  }

  @Test
  void aRefusalIsShownAsTheApiSaysItWithEachField() {
    WithApi.api()
        .refuse(UPLOAD, 422, "bad-bundle", "The jar is not usable", "The jar is refused: <b>.");
    Response bad = uploaded();
    WithApi.api()
        .on(
            UPLOAD,
            _ ->
                new Reply(
                    422,
                    new Problem(
                        "urn:sluice:problem:invalid-request",
                        "It breaks a rule",
                        422,
                        "jar is missing",
                        null,
                        List.of(new Problem.FieldError("jar", "is the part with the file")),
                        null)));
    Response field = uploaded();
    Problem busy = (Problem) ApiStub.problem(429, "too-many", "Too many", "One a minute.").body();
    WithApi.api().on(UPLOAD, _ -> new Reply(429, busy, 17));
    Response early = uploaded();

    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(Html.checked(bad.asString()).select("[role=alert]").text())
        .contains("The jar is not usable", "The jar is refused: <b>.");
    assertThat(Html.checked(field.asString()).select("#errors").text())
        .isEqualTo("jar is the part with the file");
    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(Browser.text(early)).contains("Send it again in 17 seconds");
  }

  @Test
  void withoutAnAnswerThePageSaysSo() {
    Browser browser = browser();
    WithApi.api().goesAway();

    Response answer = browser.upload(PATH, "jar", "PK".getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(503);
  }

  @Test
  void aFileThatIsTooLargeIsRefusedWithAPageAndNotPassedOn() throws Exception {
    Browser browser = browser();
    long length = BundleApi.MAX_UPLOAD_BYTES + 1L;

    HttpResponse<String> answer = send(browser, browser.cookie("csrf-token"), length);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Html.checked(answer.body()).select("[role=alert]").text()).contains("64 MiB");
    assertThat(WithApi.api().heard(UPLOAD)).isEmpty();
  }

  @Test
  void whoMayNotUploadIsRefusedBeforeTheBodyIsSent() throws IOException {
    Browser browser = browser();
    String form = FIRST.formatted(browser.cookie("csrf-token"));
    String stale = FIRST.formatted("A".repeat(22));
    String other = form.replace("csrf-token", "another");

    assertThat(begun("", form)).startsWith("HTTP/1.1 303").contains("/sign-in");
    assertThat(begun(browser.cookies(), stale)).startsWith("HTTP/1.1 400").contains("has expired");
    assertThat(begun(browser.cookies(), other)).startsWith("HTTP/1.1 400");
    WithApi.api().role("operator");
    Browser operator = browser();
    assertThat(begun(operator.cookies(), FIRST.formatted(operator.cookie("csrf-token"))))
        .startsWith("HTTP/1.1 403")
        .contains("needs the role deployer");
    assertThat(operator.page(PATH).select("form[enctype], #no-right")).hasSize(1);
    assertThat(WithApi.api().heard(UPLOAD)).isEmpty();
  }

  @Test
  void otherPathsKeepTheirLimitWithAndWithoutALength() throws Exception {
    Browser browser = browser();
    String form = "csrf-token=" + browser.cookie("csrf-token") + "&comment=";
    byte[] more = (form + "x".repeat(MEBIBYTE)).getBytes(StandardCharsets.UTF_8);

    assertThat(posted(browser, BodyPublishers.ofByteArray(more))).isEqualTo(413);
    assertThat(posted(browser, BodyPublishers.ofByteArrays(List.of(more)))).isEqualTo(413);
  }

  private static int posted(Browser browser, HttpRequest.BodyPublisher body) throws Exception {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/councils"))
              .header("Cookie", browser.cookies())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(body)
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** Begins to send 64 MiB, and returns all that is answered until the connection is closed. */
  private static String begun(String cookies, String beginning) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(60_000);
      String head =
          String.join(
              "\r\n",
              "POST " + PATH + " HTTP/1.1",
              "Host: localhost",
              "Cookie: " + cookies,
              "Content-Type: multipart/form-data; boundary=B",
              "Content-Length: " + 64 * MEBIBYTE,
              "",
              "");
      socket.getOutputStream().write((head + beginning).getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpResponse<String> send(Browser browser, String token, long length)
      throws IOException, InterruptedException {
    byte[] first = FIRST.formatted(token).getBytes(StandardCharsets.UTF_8);
    byte[] last = "\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8);
    int file = (int) (length - first.length - last.length);
    int pieces = file / MEBIBYTE;
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + PATH))
            .header("Cookie", browser.cookies())
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(
                BodyPublishers.fromPublisher(
                    BodyPublishers.concat(
                        BodyPublishers.ofByteArray(first),
                        BodyPublishers.ofByteArrays(
                            Collections.nCopies(pieces, new byte[MEBIBYTE])),
                        BodyPublishers.ofByteArray(new byte[file % MEBIBYTE]),
                        BodyPublishers.ofByteArray(last)),
                    length))
            .build();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static Browser browser() {
    Browser browser = Browser.signedIn();
    browser.page(PATH);
    return browser;
  }

  private static Response uploaded() {
    return browser().upload(PATH, "jar", "PK".getBytes(StandardCharsets.UTF_8));
  }

  private static BundleReceipt receipt() {
    return new BundleReceipt(
        "a".repeat(64), List.of(new BundleReceipt.Registered(WORKFLOW, "import", 7)));
  }
}
