package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Reads from a silent peer and registers a closer that fails. */
public final class VainCloserWorkflow implements Workflow<Object, Integer> {
  @Override
  public Integer run(Object input, WorkflowContext context) throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
        var _ = context.onCancel("ledger at db.acme.com:5432", VainCloserWorkflow::fail)) {
      return socket.getInputStream().read();
    }
  }

  private static void fail() throws IOException {
    throw new IOException("on purpose");
  }
}
