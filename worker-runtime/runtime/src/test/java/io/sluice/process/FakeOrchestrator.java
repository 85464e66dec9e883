package io.sluice.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Ping;
import io.sluice.protocol.Prewarm;
import io.sluice.protocol.ToProcess;
import io.sluice.protocol.WorkerLinkGrpc;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Orchestrator of the tests: a real server on a unix socket that records the messages of one
 * process, and pings it until told to stop that.
 */
final class FakeOrchestrator implements AutoCloseable {
  static final long GENERATION = 7;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Path folder;
  private final Prewarm prewarm;
  private final NioEventLoopGroup threads =
      new NioEventLoopGroup(2, new DefaultThreadFactory("fake-orchestrator", true));
  private final ScheduledExecutorService pinger = Executors.newSingleThreadScheduledExecutor();
  private final List<FromProcess> heard = new CopyOnWriteArrayList<>();
  private final Server server;
  private volatile @Nullable StreamObserver<ToProcess> stream;
  private volatile boolean pinging = true;
  private volatile boolean linkClosed;
  private volatile long silenceAllowedMs = 12_000;
  private long pings;

  FakeOrchestrator() throws IOException {
    this(Prewarm.getDefaultInstance());
  }

  /**
   * @param prewarm what it answers Hello with
   */
  FakeOrchestrator(Prewarm prewarm) throws IOException {
    this.prewarm = prewarm;
    folder = Files.createTempDirectory("sluice-it");
    server =
        NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket()))
            .channelType(NioServerDomainSocketChannel.class)
            .bossEventLoopGroup(threads)
            .workerEventLoopGroup(threads)
            .addService(new Link())
            .build()
            .start();
    var _ =
        pinger.scheduleAtFixedRate(
            this::ping, 500, 500, java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  Path socket() {
    return folder.resolve("link.sock");
  }

  Path folder() {
    return folder;
  }

  /** Pings allow this much silence from now on. */
  void allowSilence(Duration allowed) {
    silenceAllowedMs = allowed.toMillis();
  }

  void fallSilent() {
    pinging = false;
  }

  void send(ToProcess.Builder message) {
    sendAs(GENERATION, message);
  }

  void sendAs(long generation, ToProcess.Builder message) {
    var to = stream;
    if (to == null) {
      throw new IllegalStateException("no process is connected");
    }
    synchronized (this) {
      to.onNext(message.setGeneration(generation).build());
    }
  }

  void closeLink() {
    var to = stream;
    if (to != null) {
      to.onCompleted();
    }
  }

  boolean linkClosed() {
    return linkClosed;
  }

  List<FromProcess> heard() {
    return heard;
  }

  <T> List<T> all(Predicate<FromProcess> kind, Function<FromProcess, T> part) {
    return heard.stream().filter(kind).map(part).toList();
  }

  /** Waits for the first message that fits. */
  <T> T hears(
      String what, Predicate<FromProcess> kind, Function<FromProcess, T> part, Predicate<T> fits) {
    return await(what)
        .timeout(TIMEOUT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> find(kind, part, fits), Optional::isPresent)
        .orElseThrow();
  }

  private <T> Optional<T> find(
      Predicate<FromProcess> kind, Function<FromProcess, T> part, Predicate<T> fits) {
    return heard.stream().filter(kind).map(part).filter(fits).findFirst();
  }

  private void ping() {
    if (pinging && stream != null) {
      pings++;
      send(
          ToProcess.newBuilder()
              .setPing(Ping.newBuilder().setSeq(pings).setSilenceAllowedMs(silenceAllowedMs)));
    }
  }

  @Override
  public void close() throws IOException {
    pinging = false;
    pinger.shutdownNow();
    server.shutdownNow();
    await("the server to end").until(server::isTerminated);
    var _ = threads.shutdownGracefully(0, 1, SECONDS);
    try (var left = Files.walk(folder)) {
      for (var path : left.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private final class Link extends WorkerLinkGrpc.WorkerLinkImplBase {
    @Override
    public StreamObserver<FromProcess> connect(StreamObserver<ToProcess> toProcess) {
      return new StreamObserver<>() {
        @Override
        public void onNext(FromProcess message) {
          heard.add(message);
          if (message.hasHello()) {
            stream = toProcess;
            send(ToProcess.newBuilder().setPrewarm(prewarm));
          }
        }

        @Override
        public void onError(Throwable why) {
          ended();
        }

        @Override
        public void onCompleted() {
          ended();
          toProcess.onCompleted();
        }

        private void ended() {
          linkClosed = true;
          stream = null;
        }
      };
    }
  }
}
