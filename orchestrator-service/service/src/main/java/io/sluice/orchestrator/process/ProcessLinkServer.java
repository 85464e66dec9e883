package io.sluice.orchestrator.process;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.BoundedConnections.AdmissionLimits;
import io.sluice.orchestrator.process.WorkerLinkService.StreamEnd;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * gRPC server on a unix socket to which processes connect. It runs beside the server of Quarkus,
 * which cannot listen on a socket of its own in this version (quarkusio/quarkus#35707).
 */
public final class ProcessLinkServer implements AutoCloseable {
  private static final int MAX_INBOUND_BYTES = 1024 * 1024;

  private final Path socket;
  private final LinkTokens tokens = new LinkTokens();
  private final EventLoopGroup acceptor = new NioEventLoopGroup(1);
  private final EventLoopGroup loops;
  private final Server server;

  /**
   * Creates a server that does not listen yet.
   *
   * @param socket path of at most 107 bytes in a directory that only this user can enter
   */
  public ProcessLinkServer(Path socket, LinkListener listener, MeterRegistry meters) {
    this(socket, listener, meters, AdmissionLimits.DEFAULT);
  }

  /** Creates a server with other limits, for tests. */
  ProcessLinkServer(
      Path socket, LinkListener listener, MeterRegistry registry, AdmissionLimits limits) {
    var meters = new LinkMeters(registry);
    this.socket = socket;
    this.loops = new BoundedConnections(limits, meters);
    this.server =
        NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
            .channelType(NioServerDomainSocketChannel.class)
            .bossEventLoopGroup(acceptor)
            .workerEventLoopGroup(loops)
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .maxConcurrentCallsPerConnection(1)
            .handshakeTimeout(limits.helloWithin().toMillis(), TimeUnit.MILLISECONDS)
            // A connection whose stream was refused, or that never opened one, is closed.
            .maxConnectionIdle(limits.helloWithin().toMillis(), TimeUnit.MILLISECONDS)
            .addStreamTracerFactory(StreamEnd.factory())
            .directExecutor()
            .addService(new WorkerLinkService(tokens, listener, limits, loops, meters))
            .build();
  }

  public Path socket() {
    return socket;
  }

  /** Starts to listen. The socket of an earlier worker is removed. */
  public void start() throws IOException {
    Files.deleteIfExists(socket);
    server.start();
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
  }

  /** Returns the token that a process of this generation must present, once. */
  public String issueToken(Generation generation) {
    return tokens.issue(generation);
  }

  /** Revokes the token of a process that has ended, or was not launched. */
  public void revokeToken(Generation generation) {
    tokens.revoke(generation);
  }

  /**
   * Runs an action after the messages to processes so far have been written: a blocked event loop
   * delays it as it delays pings.
   */
  public void afterSending(Runnable action) {
    loops.execute(action);
  }

  @Override
  public void close() throws IOException {
    server.shutdownNow();
    var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    var _ = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    Files.deleteIfExists(socket);
  }

  /**
   * Tokens of 256 random bits, one for each generation, valid for one Hello. Safe for use by many
   * threads.
   */
  static final class LinkTokens {
    private final SecureRandom random = new SecureRandom();
    private final Map<Generation, byte[]> issued = new ConcurrentHashMap<>();

    String issue(Generation generation) {
      var bits = new byte[32];
      random.nextBytes(bits);
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
      issued.put(generation, token.getBytes(StandardCharsets.UTF_8));
      return token;
    }

    /**
     * Redeems the token of a generation. A wrong token changes nothing, because otherwise any
     * process could use up the tokens of starting processes. Compared in constant time.
     *
     * @return true if it was the right one and had not been redeemed
     */
    boolean redeem(Generation generation, String token) {
      byte[] expected = issued.get(generation);
      return expected != null
          && MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
          && issued.remove(generation, expected); // only one of two concurrent calls removes it
    }

    /** Revokes the token of a process that will not send a Hello any more. */
    void revoke(Generation generation) {
      issued.remove(generation);
    }
  }
}
