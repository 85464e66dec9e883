package io.sluice.orchestrator.process;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.BoundedConnections.AdmissionLimits;
import io.sluice.orchestrator.process.LinkMeters.Refusal;
import io.sluice.orchestrator.process.ProcessLinkServer.LinkTokens;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Hello;
import io.sluice.protocol.ToProcess;
import io.sluice.protocol.WorkerLinkGrpc;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Accepts processes and passes on their messages. Every message from a process is hostile input.
 */
final class WorkerLinkService extends WorkerLinkGrpc.WorkerLinkImplBase {
  private static final Logger LOG = Logger.getLogger(WorkerLinkService.class);
  private static final int PROTOCOL_VERSION = 1;

  private final LinkTokens tokens;
  private final LinkListener listener;
  private final AdmissionLimits limits;
  private final ScheduledExecutorService loop;
  private final LinkMeters meters;

  /**
   * @param loop event loop of all streams
   */
  WorkerLinkService(
      LinkTokens tokens,
      LinkListener listener,
      AdmissionLimits limits,
      ScheduledExecutorService loop,
      LinkMeters meters) {
    this.tokens = tokens;
    this.listener = listener;
    this.limits = limits;
    this.loop = loop;
    this.meters = meters;
  }

  @Override
  public StreamObserver<FromProcess> connect(StreamObserver<ToProcess> out) {
    return new Conversation(out);
  }

  /** One stream, from Hello to its end. Confined to the thread of the stream. */
  private final class Conversation implements StreamObserver<FromProcess> {
    private final StreamObserver<ToProcess> out;
    private final StreamEnd end = StreamEnd.current();
    private final Future<?> deadline;
    private @Nullable UnixSocketProcessLink link;
    private boolean over;

    Conversation(StreamObserver<ToProcess> out) {
      this.out = out;
      this.deadline =
          loop.schedule(
              () -> refuse(Refusal.NO_HELLO, "No Hello came in time."),
              limits.helloWithin().toMillis(),
              TimeUnit.MILLISECONDS);
    }

    @Override
    public void onNext(FromProcess message) {
      if (over) {
        return; // a refused stream gets no second attempt
      }
      if (link == null) {
        greet(message);
      } else if (message.getGeneration() == link.generation().number()) {
        hearSafely(link, message);
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
      if (link != null) {
        link.close();
      } else if (!over) {
        out.onCompleted();
      }
      ended();
    }

    private void greet(FromProcess message) {
      Hello hello = message.getHello();
      var generation = new Generation(message.getGeneration());
      if (!message.hasHello() || !tokens.redeem(generation, hello.getToken())) {
        refuse(
            Refusal.WRONG_TOKEN,
            "The token is not that of generation " + generation + ", or was used before.");
      } else if (hello.getProtocolVersion() != PROTOCOL_VERSION) {
        refuse(
            Refusal.WRONG_VERSION,
            String.format(
                Locale.ROOT,
                "Protocol version %d is not known here; this worker speaks %d.",
                hello.getProtocolVersion(),
                PROTOCOL_VERSION));
      } else {
        deadline.cancel(false);
        link = new UnixSocketProcessLink(generation, hello.getPid(), out);
        listener.connected(link);
      }
    }

    private void refuse(Refusal reason, String why) {
      if (over || link != null) {
        return;
      }
      over = true;
      deadline.cancel(false);
      meters.refused(reason, why);
      out.onError(Status.UNAUTHENTICATED.withDescription(why).asRuntimeException());
    }

    /**
     * Drops a message that cannot be handled: gRPC would end the link, and with it healthy
     * executions.
     */
    private void hearSafely(UnixSocketProcessLink link, FromProcess message) {
      try {
        hear(link, message);
      } catch (RuntimeException | Error bug) {
        meters.failed(link.generation(), message.getMessageCase().name(), bug);
      }
    }

    private void hear(UnixSocketProcessLink link, FromProcess message) {
      Generation generation = link.generation();
      switch (message.getMessageCase()) {
        case READY -> listener.ready(generation, message.getReady());
        case STARTED -> {} // the start permit was recorded; this only confirms it
        case PROGRESS -> listener.progress(generation, message.getProgress());
        case LOG -> listener.log(generation, message.getLog());
        case SPANS -> listener.spans(generation, message.getSpans());
        case COMPLETED -> listener.completed(generation, message.getCompleted());
        case STUCK -> listener.stuck(generation, message.getStuck());
        case DRAINED -> listener.drained(generation);
        case STATS -> listener.stats(generation, message.getStats());
        case HELLO -> {
          link.close();
          over = true;
          listener.closed(generation, "It sent Hello twice.");
        }
        case MESSAGE_NOT_SET -> {} // a newer process: unknown fields are ignored
      }
    }

    private void ended() {
      if (!over) {
        over = true;
        deadline.cancel(false);
        if (link != null) {
          link.peerClosed();
          listener.closed(link.generation(), end.breach());
        }
      }
    }
  }

  /**
   * Reason of the server for ending a stream: gRPC tells the receiver of a stream only that it was
   * cancelled, and not that its sender sent a message that is too large. One for each stream;
   * confined to the thread of the stream.
   */
  static final class StreamEnd extends ServerStreamTracer {
    private static final Context.Key<StreamEnd> KEY = Context.key("stream-end");

    private @Nullable Status status;

    /** Returns a factory that creates one for each new stream. */
    static ServerStreamTracer.Factory factory() {
      return new ServerStreamTracer.Factory() {
        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
          return new StreamEnd();
        }
      };
    }

    /** Returns the one of the stream that is being opened on this thread. */
    static StreamEnd current() {
      StreamEnd end = KEY.get();
      return end == null ? new StreamEnd() : end;
    }

    @Override
    public Context filterContext(Context context) {
      return context.withValue(KEY, this);
    }

    @Override
    public void streamClosed(Status closed) {
      status = closed;
    }

    /**
     * Returns the violation of the protocol by the sender, as a sentence; null if the stream just
     * ended.
     */
    @Nullable String breach() {
      Status ended = status;
      return ended != null && ended.getCode() == Status.Code.RESOURCE_EXHAUSTED
          ? "It sent a message that is too large: " + ended.getDescription()
          : null;
    }
  }
}
