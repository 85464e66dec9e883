import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import redis.embedded.RedisServer;

/**
 * Checks the messages between admin-api and workers of two versions on one real Redis, in both
 * directions. Arguments: the class path of the older peer and that of the newer one.
 */
final class Compat {
  private Compat() {}

  public static void main(String[] classPaths) {
    try {
      System.exit(play(classPaths) ? 0 : 1);
    } catch (Exception | LinkageError notTried) {
      notTried.printStackTrace();
      System.exit(2);
    }
  }

  private static boolean play(String[] classPaths) throws Exception {
    int port = freePort();
    RedisServer redis =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("dir " + System.getProperty("java.io.tmpdir"))
            .setting("save \"\"")
            .build();
    redis.start();
    try {
      var older = Side.load("old", classPaths[0], port, true);
      var newer = Side.load("new", classPaths[1], port, false);
      return new Exchanges(older, newer).play();
    } finally {
      redis.stop();
    }
  }

  /** Below those that Linux gives to connections, which come and go before the server starts. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(11_000, 32_000);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        // Another one is tried.
      }
    }
  }
}
