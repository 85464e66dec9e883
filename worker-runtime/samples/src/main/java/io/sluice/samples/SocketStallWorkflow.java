package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hostile: reads from a peer that never answers, and registers no closer. */
@WorkflowDefinition(
    name = "socket-stall",
    description = "Hostile: waits for ever in a socket read, without a closer.")
public final class SocketStallWorkflow implements Workflow<Void, Integer> {
  @Override
  public Integer run(Void input, WorkflowContext context) throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      return socket.getInputStream().read();
    }
  }
}
