package io.sluice.admin.security;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider as far as a service sees it: discovery and keys; and the service's settings.
 */
public final class TestProvider implements QuarkusTestResourceLifecycleManager {

  private @Nullable HttpServer server;

  /** After the system of all tests, whose settings it changes. */
  @Override
  public int order() {
    return 100;
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    TestTokens tokens = TestTokens.create(issuer);
    answer(
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"token_endpoint\":\"%1$s/token\"}"
            .formatted(issuer));
    answer("/keys", keys(tokens.publicKey()));
    server.start();
    return Map.of(
        "sluice.oidc.enabled", "true",
        "sluice.oidc.issuer", issuer,
        "sluice.oidc.audience", "sluice-api",
        "sluice.oidc.roles-viewer", "staff",
        "sluice.oidc.roles-platform-admin", "platform-team");
  }

  private void answer(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    if (server != null) {
      server.createContext(
          path,
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
    }
  }

  private static String keys(RSAPublicKey key) {
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(TestTokens.KEY, encoded(key.getModulus()), encoded(key.getPublicExponent()));
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }
}
