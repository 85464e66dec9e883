package io.sluice.orchestrator.link;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Why the server ended a stream: gRPC tells the receiver of a stream only that it was cancelled,
 * and not that its sender sent a message that is too large. One for each stream; confined to the
 * stream's thread.
 */
final class StreamEnd extends ServerStreamTracer {
  private static final Context.Key<StreamEnd> KEY = Context.key("stream-end");

  private @Nullable Status status;

  /** Makes one for each new stream. */
  static ServerStreamTracer.Factory factory() {
    return new ServerStreamTracer.Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new StreamEnd();
      }
    };
  }

  /** That of the stream which is being opened on this thread. */
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

  /** What its sender did against the protocol, in words; null when the stream just ended. */
  @Nullable String breach() {
    Status ended = status;
    return ended != null && ended.getCode() == Status.Code.RESOURCE_EXHAUSTED
        ? "It sent a message that is too large: " + ended.getDescription()
        : null;
  }
}
