package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Waits for an HTTP answer that never comes, and can be cancelled: a closer cancels the request.
 */
@WorkflowDefinition(
    name = "http-call",
    description = "Waits for an HTTP answer that never comes; stops when it is told to.",
    idempotent = true)
public final class HttpCallWorkflow implements Workflow<Void, Integer> {
  @Override
  public Integer run(Void input, WorkflowContext context) throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      var request = HttpRequest.newBuilder(address).build();
      var answer = client.sendAsync(request, BodyHandlers.discarding());
      try (var _ = context.onCancel(request, answer)) {
        return answer.join().statusCode();
      }
    }
  }
}
