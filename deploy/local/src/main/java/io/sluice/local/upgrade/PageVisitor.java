package io.sluice.local.upgrade;

import io.sluice.local.child.StartFailed;
import io.sluice.local.state.Credentials;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A person who has signed in at the page and looks at it again and again. One thread. */
final class PageVisitor implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int SEE_OTHER = 303;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();
  private final String page;
  private final Map<String, String> cookies = new TreeMap<>();
  private long seen;
  private Optional<String> refusal = Optional.empty();

  PageVisitor(String page) {
    this.page = page;
  }

  /** Signs in. @throws StartFailed if the page refuses that */
  void signIn(Credentials person) throws IOException, InterruptedException {
    kept(send(request("/sign-in").GET()));
    var fields =
        Map.of(
            "username", person.username(),
            "password", person.password(),
            "csrf-token", cookies.getOrDefault("csrf-token", ""));
    var form =
        fields.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var answer =
        kept(
            send(
                request("/sign-in")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))));
    if (answer.statusCode() != SEE_OTHER) {
      throw new StartFailed("The page answered a sign-in with HTTP " + answer.statusCode());
    }
  }

  /** Looks at the overview; a request that has no answer is sent once more, as browsers do. */
  void look() throws InterruptedException {
    for (int left = 2; left > 0; left--) {
      try {
        var answer = kept(send(request("/").GET()));
        if (answer.statusCode() == 200) {
          seen++;
        } else {
          refusal = Optional.of("HTTP " + answer.statusCode());
        }
        return;
      } catch (IOException noAnswer) {
        if (left == 1) {
          refusal = Optional.of(noAnswer.toString());
        }
      }
    }
  }

  long seen() {
    return seen;
  }

  /** The last answer that was not the page, in words. */
  Optional<String> refusal() {
    return refusal;
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(URI.create(page + path)).timeout(ANSWER);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> kept(HttpResponse<String> answer) {
    answer.headers().allValues("Set-Cookie").stream()
        .map(text -> HttpCookie.parse(text).getFirst())
        .forEach(
            cookie -> {
              if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
              } else {
                cookies.put(cookie.getName(), cookie.getValue());
              }
            });
    return answer;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
