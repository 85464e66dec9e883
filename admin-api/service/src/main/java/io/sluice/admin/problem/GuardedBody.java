package io.sluice.admin.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.sluice.admin.clock.MonotonicClock;
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
 * Reads a body within its limits of bytes and of time, and says which one was passed: also when no
 * length was declared, and when a byte comes now and then. On the thread of the request.
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
    long most = RequestSize.of(routing.request(), routing.normalizedPath()).bytes();
    Instant end = clock.instant().plus(RequestTime.longest(routing));
    context.setInputStream(new Guarded(context.getInputStream(), most, end, clock));
    try {
      return context.proceed();
    } catch (ProblemException e) {
      closed(routing);
      throw e;
    }
  }

  /** The rest of the body may still come. HTTP/2 ends the stream by itself. */
  private static void closed(RoutingContext routing) {
    if (routing.request().version() != HttpVersion.HTTP_2) {
      routing.response().putHeader(HttpHeaders.CONNECTION, "close");
    }
  }

  private static final class Guarded extends FilterInputStream {
    private final long most;
    private final Instant end;
    private final MonotonicClock clock;
    private long count;

    Guarded(InputStream body, long most, Instant end, MonotonicClock clock) {
      super(body);
      this.most = most;
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
      if (count > most) {
        throw new ProblemException(BodyLimit.tooLarge(most));
      }
      if (clock.instant().isAfter(end)) {
        throw new ProblemException(
            ProblemType.TOO_SLOW.problem(
                "The body did not come in time. Send it again over a better line, or less at once."));
      }
    }
  }
}
