package io.sluice.process;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sluice.process.execution.LoopEvent;
import io.sluice.process.execution.LoopMailbox;
import io.sluice.process.execution.Orchestrator;
import io.sluice.process.lifecycle.ExitCode;
import io.sluice.process.lifecycle.OrchestratorWatchdog;
import io.sluice.process.lifecycle.OrphanExit;
import io.sluice.process.lifecycle.RuntimeThread;
import io.sluice.process.output.ProcessLog;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Hello;
import io.sluice.protocol.ToProcess;
import io.sluice.protocol.WorkerLinkGrpc;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stream to the orchestrator. The one thread of Netty receives and passes messages on at once; the
 * number of unhandled messages is bounded by the flow control of the stream.
 */
public final class OrchestratorLink implements Orchestrator {
  private static final int PROTOCOL_VERSION = 1;
  private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
  private static final int MAX_UNHANDLED = 64;
  private static final int REQUEST_AT_ONCE = 16;
  private static final int CLOSE_STEPS = 200;
  private static final long CLOSE_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Logger BOOTSTRAP_LOG = Logger.getLogger("io.netty.bootstrap");

  private final long generation;
  private final LoopMailbox mailbox;
  private final OrchestratorWatchdog orchestratorWatchdog;
  private final OrphanExit orphanExit;
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Stream stream = new Stream();
  private volatile boolean leaving;
  private volatile boolean greeted;
  private int handled;

  public OrchestratorLink(
      long generation,
      LoopMailbox mailbox,
      OrchestratorWatchdog orchestratorWatchdog,
      OrphanExit orphanExit) {
    this.generation = generation;
    this.mailbox = mailbox;
    this.orchestratorWatchdog = orchestratorWatchdog;
    this.orphanExit = orphanExit;
  }

  /** Connects and sends Hello. A failed connection ends the process with a sentence. */
  public void open(Path socket, String token) {
    var _ = WorkerLinkGrpc.newStub(channel(socket)).connect(stream);
    send(FromProcess.newBuilder().setHello(hello(token)));
  }

  private static ManagedChannel channel(Path socket) {
    // It warns about SO_KEEPALIVE, which gRPC always sets and a unix socket does not have.
    BOOTSTRAP_LOG.setLevel(Level.SEVERE);
    var threads = new NioEventLoopGroup(1, new DefaultThreadFactory("link", true));
    return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
        .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
        .eventLoopGroup(threads)
        .directExecutor()
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .usePlaintext()
        .build();
  }

  private static Hello hello(String token) {
    return Hello.newBuilder()
        .setToken(token)
        .setPid(ProcessHandle.current().pid())
        .setProtocolVersion(PROTOCOL_VERSION)
        .setJvmVersion(Runtime.version().toString())
        .build();
  }

  @Override
  public void send(FromProcess.Builder message) {
    stream.call().onNext(message.setGeneration(generation).build());
  }

  @Override
  public boolean isReady() {
    return stream.call().isReady();
  }

  @Override
  public void handled() {
    handled++;
    if (handled == REQUEST_AT_ONCE) {
      handled = 0;
      stream.call().request(REQUEST_AT_ONCE);
    }
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void exit() {
    try {
      closeSending();
    } finally {
      ExitCode.DRAINED.halt();
    }
  }

  @Override
  public void closeSending() {
    leaving = true;
    stream.call().onCompleted();
    for (int step = 0; step < CLOSE_STEPS && closed.getCount() > 0; step++) {
      RuntimeThread.park(CLOSE_STEP_NANOS);
    }
  }

  private void received(ToProcess message) {
    if (message.getGeneration() != generation) {
      dropped.incrementAndGet();
      stream.call().request(1);
      return;
    }
    if (message.hasPing()) {
      orchestratorWatchdog.heard(message.getPing().getSilenceAllowedMs());
    }
    if (!greeted) {
      greet(message);
    }
    mailbox.post(new LoopEvent.FromOrchestrator(message));
  }

  private void greet(ToProcess first) {
    if (!first.hasPrewarm()) {
      refuse(
          "The first message of the orchestrator was not Prewarm but "
              + first.getMessageCase()
              + ".");
    }
    greeted = true;
  }

  private static void refuse(String sentence) {
    ProcessLog.addLast(sentence);
    ExitCode.START_REFUSED.halt();
  }

  private void closed(@Nullable Throwable why) {
    closed.countDown();
    if (leaving) {
      return;
    }
    if (!greeted) {
      refuse("The handshake with the orchestrator failed: " + (why == null ? "closed" : why) + ".");
    }
    ProcessLog.add("The link is closed: " + (why == null ? "by the orchestrator" : why));
    orphanExit.start();
  }

  /** Observer of the generated stub; all calls come from the thread of Netty. */
  private final class Stream implements ClientResponseObserver<FromProcess, ToProcess> {
    private @Nullable ClientCallStreamObserver<FromProcess> call;

    ClientCallStreamObserver<FromProcess> call() {
      if (call == null) {
        throw new IllegalStateException("the link was not opened");
      }
      return call;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<FromProcess> started) {
      call = started;
      started.disableAutoRequestWithInitial(MAX_UNHANDLED);
      started.setOnReadyHandler(() -> mailbox.post(new LoopEvent.StreamReady()));
    }

    @Override
    public void onNext(ToProcess message) {
      received(message);
    }

    @Override
    public void onError(Throwable why) {
      closed(why);
    }

    @Override
    public void onCompleted() {
      closed(null);
    }
  }
}
