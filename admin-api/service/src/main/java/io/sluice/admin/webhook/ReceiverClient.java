package io.sluice.admin.webhook;

import io.netty.channel.ConnectTimeoutException;
import io.sluice.admin.webhook.TargetRules.Target;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/**
 * Sends messages to receivers. A name is resolved once, all its addresses are checked, and the
 * connection goes to a checked one, so that a second answer of a name server changes nothing. Only
 * the head of the response is read; redirects, proxies and cookies do not exist. Blocks its thread
 * for at most the timeout; safe for use by many threads.
 */
@Singleton
class ReceiverClient {

  private static final int MAX_HEAD_BYTES = 8_192;

  private final HttpClient http;
  private final NameResolver resolver;
  private final Predicate<InetAddress> isPublic;
  private final Duration timeout;

  @Inject
  ReceiverClient(Vertx vertx, WebhookConfig config) {
    this(vertx, config, NameResolver.system(), AddressRules::isPublic);
  }

  ReceiverClient(
      Vertx vertx, WebhookConfig config, NameResolver resolver, Predicate<InetAddress> isPublic) {
    this.resolver = resolver;
    this.isPublic = isPublic;
    this.timeout = config.timeout();
    var options =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setMaxPoolSize(config.concurrency())
            .setMaxHeaderSize(MAX_HEAD_BYTES)
            .setTracingPolicy(TracingPolicy.IGNORE);
    config
        .caFile()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    this.http = vertx.createHttpClient(options);
  }

  /** A signed message. */
  record Message(String id, long timestamp, String signature, String body) {}

  /**
   * Sends a message.
   *
   * @param attempt number of the attempt; each goes to the next address of the name
   */
  ReceiverAnswer send(Target target, Message message, int attempt) throws InterruptedException {
    List<InetAddress> addresses;
    try {
      addresses = resolver.addresses(target.host());
    } catch (UnknownHostException e) {
      return ReceiverAnswer.failed("the name " + target.host() + " has no address");
    }
    for (InetAddress address : addresses) {
      if (!target.mayBePrivate() && !isPublic.test(address)) {
        return ReceiverAnswer.failed(
            "the name "
                + target.host()
                + " has the address "
                + address.getHostAddress()
                + ", which is not public; SLUICE_WEBHOOK_PRIVATE_HOSTS allows names with such ones");
      }
    }
    return post(target, addresses.get(Math.floorMod(attempt, addresses.size())), message);
  }

  private ReceiverAnswer post(Target target, InetAddress address, Message message)
      throws InterruptedException {
    var answer = new CompletableFuture<ReceiverAnswer>();
    http.request(options(target, address, message))
        .onFailure(failure -> answer.complete(ReceiverAnswer.failed(words(failure))))
        .onSuccess(request -> exchange(request, message, answer));
    String late = "no answer within " + timeout.toMillis() + " ms";
    try {
      return answer
          .completeOnTimeout(ReceiverAnswer.failed(late), timeout.toMillis(), TimeUnit.MILLISECONDS)
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      // Without an effect but after an interrupt: then it ends the connection.
      answer.cancel(false);
    }
  }

  private static void exchange(
      HttpClientRequest request, Message message, CompletableFuture<ReceiverAnswer> answer) {
    CompletableFuture<ReceiverAnswer> _ =
        answer.whenComplete((_, _) -> request.connection().close());
    request
        .response()
        .onFailure(failure -> answer.complete(ReceiverAnswer.failed(words(failure))))
        .onSuccess(
            head ->
                answer.complete(
                    ReceiverAnswer.of(head.statusCode(), head.getHeader("Retry-After"))));
    request
        .end(Buffer.buffer(message.body()))
        .onFailure(failure -> answer.complete(ReceiverAnswer.failed(words(failure))));
  }

  private static RequestOptions options(Target target, InetAddress address, Message message) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
        .setHost(target.host())
        .setPort(target.port())
        .setSsl(target.tls())
        .setURI(target.path())
        .putHeader("Content-Type", "application/json")
        .putHeader("User-Agent", "Sluice")
        .putHeader("webhook-id", message.id())
        .putHeader("webhook-timestamp", Long.toString(message.timestamp()))
        .putHeader("webhook-signature", message.signature());
  }

  private static String words(Throwable failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    return switch (failure) {
      case ConnectTimeoutException _ -> "no connection in time";
      case SSLException _ -> "no trust: " + message;
      case ConnectException _ -> "no connection: it is refused";
      default -> "the connection broke: " + failure.getClass().getSimpleName() + " " + message;
    };
  }
}
