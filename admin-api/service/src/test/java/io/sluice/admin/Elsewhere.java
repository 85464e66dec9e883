package io.sluice.admin;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests from a loopback address of its own, because some limits apply to an address. */
public final class Elsewhere {

  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private final HttpClient http;

  private Elsewhere(HttpClient http) {
    this.http = http;
  }

  /** Uses an address that no test has used. */
  public static Elsewhere atNewAddress() {
    int next = NEXT.getAndIncrement();
    try {
      var address = new byte[] {127, 9, (byte) (next / 200), (byte) (1 + next % 200)};
      return new Elsewhere(
          HttpClient.newBuilder().localAddress(InetAddress.getByAddress(address)).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HttpResponse<String> signIn(String username, String password) {
    return post(
        "/api/sign-in", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password));
  }

  public HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** Sends a request with a token. */
  public HttpResponse<String> put(String token, String path, String body) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + token)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
