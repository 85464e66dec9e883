package io.sluice.diagnostics.session;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sluice.diagnostics.page.ApiStub;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that is admin-api and an OpenID provider at once, with a real key. */
public final class WithProvider implements QuarkusTestResourceLifecycleManager {

  private static final KeyPair KEYS = keys();
  private static @Nullable ApiStub running;
  private static String accessToken = "";
  private static Duration lifetime = Duration.ofMinutes(5);

  static ApiStub stub() {
    return requireNonNull(running, "the stub has not been started");
  }

  static String issuer() {
    return stub().url().toString();
  }

  static String accessToken() {
    return accessToken;
  }

  @Override
  public Map<String, String> start() {
    try {
      running = new ApiStub();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    reset();
    return Map.ofEntries(
        entry("quarkus.http.proxy.proxy-address-forwarding", "true"),
        entry("quarkus.http.proxy.trusted-proxies", "127.0.0.1"),
        entry("sluice.admin-api.url", issuer()),
        entry("sluice.admin-api.health-url", issuer() + "/q/health/ready"),
        entry("sluice.oidc.enabled", "true"),
        entry("sluice.oidc.issuer", issuer()),
        entry("sluice.oidc.client-secret", "a-secret-of-a-test"),
        entry("sluice.session.key-file", keyFile().toString()));
  }

  private static Path keyFile() {
    try {
      Path file = Files.writeString(Files.createTempFile("session", ".key"), "k".repeat(40));
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Changes the lifetime of the tokens that are issued from now on. */
  static void tokensLive(Duration time) {
    lifetime = time;
  }

  static void reset() {
    lifetime = Duration.ofMinutes(5);
    stub().forget();
    stub()
        .on(
            "GET /.well-known/openid-configuration",
            Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/jwks",
                "end_session_endpoint", issuer() + "/end"));
    stub().on("GET /jwks", Map.of("keys", List.of(publicKey())));
    stub()
        .on(
            "POST /token",
            request ->
                new ApiStub.Reply(
                    200, request.body().contains("client_credentials") ? ofService() : tokens()));
  }

  /** The token of the service itself, which asks for it at any time. */
  private static Map<String, Object> ofService() {
    return Map.of("token_type", "Bearer", "expires_in", 300, "access_token", token("sluice"));
  }

  private static Map<String, Object> tokens() {
    accessToken = token("sluice");
    return Map.of(
        "token_type",
        "Bearer",
        "expires_in",
        300,
        "id_token",
        token("sluice-page"),
        "access_token",
        accessToken,
        "refresh_token",
        "refresh");
  }

  private static String token(String audience) {
    return Jwt.issuer(issuer())
        .subject("vera")
        .upn("vera")
        .audience(audience)
        .expiresIn(lifetime)
        .jws()
        .keyId("one")
        .sign(KEYS.getPrivate());
  }

  private static Map<String, String> publicKey() {
    var key = (RSAPublicKey) KEYS.getPublic();
    return Map.of(
        "kty",
        "RSA",
        "kid",
        "one",
        "use",
        "sig",
        "alg",
        "RS256",
        "n",
        number(key.getModulus()),
        "e",
        number(key.getPublicExponent()));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void stop() {
    stub().close();
  }
}
