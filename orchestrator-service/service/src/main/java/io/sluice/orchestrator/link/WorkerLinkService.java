package io.sluice.orchestrator.link;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Hello;
import io.sluice.protocol.ToProcess;
import io.sluice.protocol.WorkerLinkGrpc;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Accepts processes and hands on what they say. Every message from a process is hostile input. */
final class WorkerLinkService extends WorkerLinkGrpc.WorkerLinkImplBase {
  private static final Logger LOG = Logger.getLogger(WorkerLinkService.class);
  private static final int PROTOCOL_VERSION = 1;

  private final LinkTokens tokens;
  private final LinkListener listener;

  WorkerLinkService(LinkTokens tokens, LinkListener listener) {
    this.tokens = tokens;
    this.listener = listener;
  }

  @Override
  public StreamObserver<FromProcess> connect(StreamObserver<ToProcess> out) {
    return new Conversation(out);
  }

  /** One stream, from Hello to its end. Confined to the stream's thread. */
  private final class Conversation implements StreamObserver<FromProcess> {
    private final StreamObserver<ToProcess> out;
    private @Nullable UnixSocketProcessLink link;

    Conversation(StreamObserver<ToProcess> out) {
      this.out = out;
    }

    @Override
    public void onNext(FromProcess message) {
      if (link == null) {
        greet(message);
      } else if (message.getGeneration() == link.generation().number()) {
        hear(link, message);
      } else {
        LOG.debugf("Process %s named another generation.", link.generation());
      }
    }

    @Override
    public void onError(Throwable cause) {
      ended();
    }

    @Override
    public void onCompleted() {
      ended();
      out.onCompleted();
    }

    private void greet(FromProcess message) {
      Hello hello = message.getHello();
      var generation = new Generation(message.getGeneration());
      if (!message.hasHello() || !tokens.redeem(generation, hello.getToken())) {
        refuse("The token is not that of generation " + generation + ", or was used before.");
      } else if (hello.getProtocolVersion() != PROTOCOL_VERSION) {
        refuse(
            String.format(
                Locale.ROOT,
                "Protocol version %d is not known here; this worker speaks %d.",
                hello.getProtocolVersion(),
                PROTOCOL_VERSION));
      } else {
        link = new UnixSocketProcessLink(generation, hello.getPid(), out);
        listener.connected(link);
      }
    }

    private void refuse(String why) {
      LOG.warnf("A process was refused at its link: %s", why);
      out.onError(Status.UNAUTHENTICATED.withDescription(why).asRuntimeException());
    }

    private void hear(UnixSocketProcessLink link, FromProcess message) {
      Generation generation = link.generation();
      switch (message.getMessageCase()) {
        case READY -> listener.ready(generation, message.getReady());
        case STARTED -> {} // the start permit was the record; this only confirms it
        case PROGRESS -> listener.progress(generation, message.getProgress());
        case LOG -> listener.log(generation, message.getLog());
        case COMPLETED -> listener.completed(generation, message.getCompleted());
        case STUCK -> listener.stuck(generation, message.getStuck());
        case DRAINED -> listener.drained(generation);
        case STATS -> listener.stats(generation, message.getStats());
        case HELLO -> {
          LOG.warnf("Process %s said Hello twice: its link is closed.", generation);
          link.close();
        }
        case MESSAGE_NOT_SET -> {} // a newer process: unknown fields are ignored
      }
    }

    private void ended() {
      if (link != null) {
        link.peerClosed();
        listener.closed(link.generation());
      }
    }
  }
}
