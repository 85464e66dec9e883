package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Reads from a peer that never answers, and can be cancelled: a closer closes the socket. */
@WorkflowDefinition(
    name = "socket-read",
    description = "Reads from a silent peer; stops when it is told to.",
    idempotent = true)
public final class SocketReadWorkflow implements Workflow<Void, Integer> {
  @Override
  public Integer run(Void input, WorkflowContext context) throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
        var _ = context.onCancel(socket)) {
      return socket.getInputStream().read();
    }
  }
}
