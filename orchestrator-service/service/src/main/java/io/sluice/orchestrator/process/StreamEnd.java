package io.sluice.orchestrator.process;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Reason of the server for ending a stream: gRPC tells the receiver of a stream only that it was
 * cancelled, and not that its sender sent a message that is too large. One for each stream;
 * confined to the thread of the stream.
 */
final class StreamEnd extends ServerStreamTracer {
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
