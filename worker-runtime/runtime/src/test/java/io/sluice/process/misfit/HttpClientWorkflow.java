package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ForkJoinPool;

/**
 * Waits for an HTTP answer with a client whose own thread belongs to no execution, so that no
 * interrupt ends it.
 */
public final class HttpClientWorkflow implements Workflow<Object, Integer> {
  @Override
  public Integer run(Object input, WorkflowContext context) throws IOException {
    var client = ForkJoinPool.commonPool().submit(HttpClient::newHttpClient).join();
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      var request = HttpRequest.newBuilder(address).build();
      var answer = client.sendAsync(request, BodyHandlers.discarding());
      try (var _ = context.onCancel(request, client)) {
        return answer.join().statusCode();
      }
    }
  }
}
