package io.sluice.diagnostics.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without scripts: it keeps cookies and follows no redirects. */
public final class Browser {

  private final Map<String, String> cookies = new LinkedHashMap<>();

  /** A signed-in browser, with the role that the stub gives. */
  public static Browser signedIn() {
    var browser = new Browser();
    browser.get("/sign-in");
    Response answer = browser.post("/sign-in", Map.of("username", "vera", "password", "right"));
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
    return browser;
  }

  public Response get(String path) {
    return kept(request().get(path));
  }

  /** Requests a fragment, as htmx does. */
  public Response fragment(String path) {
    return kept(
        request()
            .header("HX-Request", "true")
            .header("HX-Current-URL", "http://localhost/executions?status=FAILED")
            .get(path));
  }

  /** Requests a page, which must be valid HTML. */
  public Document page(String path) {
    return page(path, 200);
  }

  public Document page(String path, int status) {
    Response answer = get(path);
    assertThat(answer.statusCode()).as(path + ": " + answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("text/html");
    return Html.checked(answer.asString());
  }

  /** Sends a form with the CSRF token of the server. */
  public Response post(String path, Map<String, ?> fields) {
    if (!cookies.containsKey("csrf-token")) {
      get("/sign-in");
    }
    return kept(
        request()
            .formParams(encoded(fields))
            .formParam("csrf-token", cookies.getOrDefault("csrf-token", ""))
            .post(path));
  }

  /** Sends a form with the CSRF token of the server and, after it, a file. */
  public Response upload(String path, String field, byte[] file) {
    return kept(
        request()
            .multiPart("csrf-token", cookies.getOrDefault("csrf-token", ""))
            .multiPart(field, "a.jar", file, "application/java-archive")
            .post(path));
  }

  /** The cookies as the value of a header, for requests of another client. */
  public String cookies() {
    return cookies.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Addresses are sent as they are, so the values of forms are encoded here. */
  private static Map<String, String> encoded(Map<String, ?> fields) {
    var encoded = new LinkedHashMap<String, String>();
    fields.forEach(
        (name, value) ->
            encoded.put(name, URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)));
    return encoded;
  }

  /** Sends a form as another site would. */
  public Response postWithoutToken(String path, Map<String, ?> fields) {
    return request().formParams(encoded(fields)).post(path);
  }

  public Document form(String path, Map<String, ?> fields, int status) {
    Response answer = post(path, fields);
    assertThat(answer.statusCode()).as(path + ": " + answer.asString()).isEqualTo(status);
    return Html.checked(answer.asString());
  }

  public String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  public void setCookie(String name, String value) {
    cookies.put(name, value);
  }

  private RequestSpecification request() {
    return given().urlEncodingEnabled(false).redirects().follow(false).cookies(cookies);
  }

  private Response kept(Response answer) {
    for (Cookie cookie : answer.getDetailedCookies()) {
      if (cookie.getMaxAge() == 0) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
    return answer;
  }

  /** Its text as a person reads it. */
  public static String text(Response answer) {
    return Jsoup.parse(answer.asString()).text();
  }
}
