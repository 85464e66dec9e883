package io.sluice.process.misfit;

import com.sun.net.httpserver.HttpServer;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server of its own with a client that all executions share, as the JDK recommends. */
public final class StaticClientWorkflow implements Workflow<Object, Integer> {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Override
  public Integer run(Object input, WorkflowContext context)
      throws IOException, InterruptedException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
      var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } finally {
      server.stop(0);
    }
  }
}
