package io.sluice.admin.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.admin.http.BodyLimit.RequestSize;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body within its limits of size and time, and reports the limit that was exceeded, also
 * without a declared length and for a slow sender. Runs on the thread of the request.
 */
@Provider
@Singleton
public class GuardedBody implements ReaderInterceptor {

  private final CurrentVertxRequest request;
  private final MonotonicClock clock;

  GuardedBody(CurrentVertxRequest request, MonotonicClock clock) {
    this.request = request;
    this.clock = clock;
  }

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    RoutingContext routing = request.getCurrent();
    long maxBytes = RequestSize.of(routing.request(), routing.normalizedPath()).bytes();
    Instant end = clock.instant().plus(RequestTimeout.limit(routing));
    context.setInputStream(new Guarded(context.getInputStream(), maxBytes, end, clock));
    try {
      return context.proceed();
    } catch (ProblemException e) {
      closed(routing);
      throw e;
    }
  }

  /**
   * Closes the connection, because the rest of the body may follow. HTTP/2 ends the stream by
   * itself.
   */
  private static void closed(RoutingContext routing) {
    if (routing.request().version() != HttpVersion.HTTP_2) {
      routing.response().putHeader(HttpHeaders.CONNECTION, "close");
    }
  }

  private static final class Guarded extends FilterInputStream {
    private final long maxBytes;
    private final Instant end;
    private final MonotonicClock clock;
    private long count;

    Guarded(InputStream body, long maxBytes, Instant end, MonotonicClock clock) {
      super(body);
      this.maxBytes = maxBytes;
      this.end = end;
      this.clock = clock;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      counted(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      counted(Math.max(0, read));
      return read;
    }

    private void counted(int more) {
      count += more;
      if (count > maxBytes) {
        throw new ProblemException(BodyLimit.tooLarge(maxBytes));
      }
      if (clock.instant().isAfter(end)) {
        throw new ProblemException(
            ProblemType.TOO_SLOW.problem(
                "The body did not arrive in time. Send it again, or send less at once."));
      }
    }
  }
}
