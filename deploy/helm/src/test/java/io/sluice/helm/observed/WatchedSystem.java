package io.sluice.helm.observed;

import io.sluice.local.LocalOptions;
import io.sluice.local.LocalSystem;
import io.sluice.local.Progress;
import io.sluice.local.service.Layout;
import io.sluice.testkit.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running system and the metrics pages of its three services. One thread. */
final class WatchedSystem implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalSystem system;
  private final ApiClient api;

  private WatchedSystem(LocalSystem system) {
    this.system = system;
    this.api = new ApiClient(system.endpoints().adminApi(), system.endpoints().token());
  }

  /** Starts it in the thread model, with a grace period of a second. */
  static WatchedSystem start() throws IOException, InterruptedException {
    var settings = Map.of("USE_THREAD_WORKERS", "true", "CANCEL_GRACE_SECONDS", "1");
    var options = LocalOptions.usual().with(settings);
    var system = LocalSystem.prepare(options, Layout.here(), new Progress(System.out));
    try {
      system.start();
      return new WatchedSystem(system);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      system.close();
      throw failed;
    }
  }

  /** The pages of metrics of all services as they are now. */
  List<String> pages() throws IOException, InterruptedException {
    var pages = new ArrayList<String>();
    for (URI address : system.management()) {
      // Otherwise the answer is in the format of OpenMetrics, which promtool does not check.
      var page = HttpRequest.newBuilder(address.resolve("/q/metrics"));
      pages.add(send(page.header("Accept", "text/plain").GET()));
    }
    return pages;
  }

  ApiClient api() {
    return api;
  }

  /** Status and error type of an execution. */
  String status(String id) throws IOException, InterruptedException {
    var execution = api.execution(id);
    return execution.path("status").asText() + " " + execution.path("error_type").asText("null");
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() throws IOException {
    api.close();
    http.shutdownNow();
    system.abort(); // what runs would be waited for
  }
}
