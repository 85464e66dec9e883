package io.sluice.orchestrator.process;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.sluice.protocol.Attempt;
import io.sluice.protocol.Completed;
import io.sluice.protocol.Drained;
import io.sluice.protocol.FromProcess;
import io.sluice.protocol.Hello;
import io.sluice.protocol.LogLine;
import io.sluice.protocol.LogLines;
import io.sluice.protocol.Outcome;
import io.sluice.protocol.Progress;
import io.sluice.protocol.Stats;
import io.sluice.protocol.Stuck;
import io.sluice.protocol.ToProcess;
import io.sluice.protocol.WorkerLinkGrpc;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Process that uses the protocol of the link and sends forbidden messages. */
public final class HostilePeer implements AutoCloseable {
  private final long generation;
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final ManagedChannel channel;
  private final StreamObserver<FromProcess> stream;
  public final CompletableFuture<ToProcess> firstWord = new CompletableFuture<>();
  public final CompletableFuture<String> end = new CompletableFuture<>();

  public HostilePeer(Path socket, long generation) {
    this.generation = generation;
    channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
            .eventLoopGroup(loop)
            .usePlaintext()
            .build();
    stream =
        WorkerLinkGrpc.newStub(channel)
            .connect(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ToProcess message) {
                    firstWord.complete(message);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    end.complete(String.valueOf(cause.getMessage()));
                  }

                  @Override
                  public void onCompleted() {
                    end.complete("completed");
                  }
                });
  }

  /** Main of a hostile process: socket, its generation, its token, id of a foreign execution. */
  public static void main(String[] args) throws Exception {
    Path socket = Path.of(args[0]);
    try (var peer = new HostilePeer(socket, Long.parseLong(args[1])).hello(args[2])) {
      peer.firstWord.get(30, TimeUnit.SECONDS);
      peer.completes(args[3]);
      System.out.println("connections left open: " + openConnections(socket, 20));
      System.out.println("ping answered: " + !peer.end.isDone());
    }
  }

  /** Returns the number of silent connections that the server keeps open. */
  public static long openConnections(Path socket, int count) throws Exception {
    List<SocketChannel> opened = new ArrayList<>();
    long kept = 0;
    for (int i = 0; i < count; i++) {
      opened.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }
    for (SocketChannel each : opened) {
      // The server speaks first on a connection that it keeps.
      kept += each.read(ByteBuffer.allocate(64)) > 0 ? 1 : 0;
    }
    for (SocketChannel each : opened) {
      each.close();
    }
    return kept;
  }

  public HostilePeer hello(String token) {
    return says(
        message()
            .setHello(
                Hello.newBuilder()
                    .setToken(token)
                    .setPid(ProcessHandle.current().pid())
                    .setProtocolVersion(1)));
  }

  public HostilePeer completes(String execution) {
    return says(
        message()
            .setCompleted(
                Completed.newBuilder()
                    .setAttempt(attempt(execution))
                    .setOutcome(Outcome.SUCCESS)
                    .setResultJson("\"forged\"")));
  }

  public HostilePeer reportsStuck(String execution) {
    return says(message().setStuck(Stuck.newBuilder().setAttempt(attempt(execution))));
  }

  public HostilePeer reportsProgress(String execution) {
    return says(
        message()
            .setProgress(
                Progress.newBuilder().setAttempt(attempt(execution)).setMessage("forged")));
  }

  public HostilePeer logs(String execution) {
    return says(
        message()
            .setLog(
                LogLines.newBuilder()
                    .setAttempt(attempt(execution))
                    .addLines(LogLine.newBuilder().setSeq(1).setMessage("forged"))));
  }

  public HostilePeer sendsStatsOf(int bytes) {
    return says(message().setStats(Stats.newBuilder().setDossierJson("x".repeat(bytes))));
  }

  public HostilePeer answersPing(long sequence) {
    return says(message().setStats(Stats.newBuilder().setPingSeq(sequence)));
  }

  public HostilePeer saysThatItLeaves() {
    return says(message().setStats(Stats.newBuilder().setLeaving(true).addNotices("it leaves")));
  }

  public HostilePeer drains() {
    return says(message().setDrained(Drained.getDefaultInstance()));
  }

  private HostilePeer says(FromProcess.Builder message) {
    stream.onNext(message.build());
    return this;
  }

  private FromProcess.Builder message() {
    return FromProcess.newBuilder().setGeneration(generation);
  }

  private static Attempt attempt(String execution) {
    return Attempt.newBuilder().setExecutionId(execution).setEpoch(1).setClaim(1).build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
