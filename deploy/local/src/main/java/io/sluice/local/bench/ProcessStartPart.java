package io.sluice.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;

/** The means of all process starts of this run, which the worker measures itself. */
final class ProcessStartPart implements Part {

  @Override
  public void measure(BenchSystem system, Figures figures)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create(system.local().endpoints().workers().getFirst() + "/q/metrics");
      String metrics =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      figures.lower("process launch to Hello, mean", "ms", List.of(mean(metrics, "hello")));
      figures.lower("process launch to proved, mean", "ms", List.of(mean(metrics, "ready")));
    }
  }

  private static double mean(String metrics, String phase) {
    double sum = metric(metrics, "sluice_process_start_seconds_sum", phase);
    return 1000 * sum / metric(metrics, "sluice_process_start_seconds_count", phase);
  }

  private static double metric(String metrics, String name, String phase) {
    var matcher =
        Pattern.compile(name + "\\{[^}]*phase=\"" + phase + "\"[^}]*} ([0-9.E+-]+)")
            .matcher(metrics);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }
}
