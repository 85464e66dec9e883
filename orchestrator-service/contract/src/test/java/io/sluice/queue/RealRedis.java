package io.sluice.queue;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * Real Redis servers of 6.2, the oldest that is supported, on free ports: one, or the masters of a
 * cluster.
 */
final class RealRedis implements RedisConnection, AutoCloseable {

  /** Command that a cluster executes on one node only, and that a test needs on all. */
  private static final Set<String> FOR_ALL = Set.of("FLUSHALL", "SCRIPT", "CONFIG");

  private final Vertx vertx = Vertx.vertx();
  private final List<RedisServer> servers = new ArrayList<>();
  private final List<Redis> nodes = new ArrayList<>();
  private final Redis client;

  static RealRedis single() {
    try {
      return new RealRedis(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RealRedis cluster() {
    try {
      return new RealRedis(3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RealRedis(int masters) throws IOException {
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < masters; i++) {
      ports.add(freePort());
    }
    for (int port : ports) {
      RedisServer server = server(port, masters > 1);
      servers.add(server);
      server.start();
      nodes.add(Redis.createClient(vertx, "redis://127.0.0.1:" + port));
    }
    if (masters == 1) {
      client = nodes.getFirst();
    } else {
      ClusterSetup.join(nodes, ports, RealRedis::send);
      var options = new RedisOptions().setType(RedisClientType.CLUSTER);
      ports.forEach(port -> options.addConnectionString("redis://127.0.0.1:" + port));
      client = Redis.createClient(vertx, options);
    }
  }

  private static RedisServer server(int port, boolean cluster) throws IOException {
    Path folder = Files.createTempDirectory("sluice-redis");
    var builder =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("dir " + folder)
            .setting("save \"\"")
            .setting("maxmemory-policy noeviction");
    if (cluster) {
      builder
          .setting("cluster-enabled yes")
          .setting("cluster-node-timeout 2000")
          .setting("cluster-config-file nodes.conf");
    }
    return builder.build();
  }

  @Override
  public @Nullable Object send(String command, List<String> arguments) {
    if (nodes.size() > 1 && FOR_ALL.contains(command)) {
      nodes.forEach(node -> send(node, command, arguments));
      return "OK";
    }
    return send(client, command, arguments);
  }

  private static @Nullable Object send(Redis to, String command, List<String> arguments) {
    Request request = Request.cmd(Command.create(command));
    arguments.forEach(request::arg);
    try {
      return value(to.send(request).toCompletionStage().toCompletableFuture().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ErrorType refused) {
        throw new RedisRefused(String.valueOf(refused.getMessage()));
      }
      throw new RedisUnavailable(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(@Nullable Response response) {
    if (response == null) {
      return null;
    }
    if (response.type() == ResponseType.MULTI) {
      var values = new ArrayList<@Nullable Object>();
      response.forEach(item -> values.add(value(item)));
      return values;
    }
    return response.type() == ResponseType.NUMBER ? response.toLong() : response.toString();
  }

  /**
   * A cluster's bus takes the port 10 000 higher. Both lie below those that Linux gives to
   * connections, which come and go between this look and the start.
   */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(11_000, 22_000);
      if (isFree(port) && isFree(port + 10_000)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    for (RedisServer server : servers) {
      server.stop();
    }
  }
}
