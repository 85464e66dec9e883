package io.sluice.admin.webhook;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.admin.webhook.MailConfig.Tls;
import io.sluice.admin.webhook.RelaySettings.Unreadable;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;

/**
 * Hands messages to the configured relay (RFC 5321, RFC 6409), with a connection for each. Blocks
 * its thread for at most the timeout, and the time to resolve the relay's name; safe for use by
 * many threads. Own sockets, because those of the library have no limits for all of an attempt.
 */
// Found by the name in META-INF/services, which a native image must know.
@RegisterForReflection(classNames = "org.eclipse.angus.mail.util.MailStreamProvider")
@Singleton
class MailClient {

  private static final Logger LOG = Logger.getLogger(MailClient.class);
  private static final int MAX_ANSWER_BYTES = 262_144;

  private final Vertx vertx;
  private final MailConfig config;
  private final Duration connectTimeout;

  @Inject
  MailClient(Vertx vertx, MailConfig config, WebhookConfig webhooks) {
    this.vertx = vertx;
    this.config = config;
    this.connectTimeout = webhooks.connectTimeout();
  }

  /**
   * A message.
   *
   * @param id the same for each attempt, so that who gets two copies knows them as one
   * @param to address of the mailbox
   * @param at time of the attempt
   */
  record Message(String id, String to, MailText text, Instant at) {}

  /**
   * Hands a message to the relay.
   *
   * @param attempt number of the attempt; each goes to the next address of the relay's name
   */
  ReceiverAnswer send(Message message, int attempt) {
    String host = config.host().orElseThrow();
    var late = new AtomicBoolean();
    try (var socket = new LimitedSocket(MAX_ANSWER_BYTES)) {
      List<InetAddress> addresses = addresses(host);
      RelaySettings relay = RelaySettings.read(config);
      long timer = vertx.setTimer(config.timeout().toMillis(), _ -> end(socket, late));
      try {
        InetAddress address = addresses.get(Math.floorMod(attempt, addresses.size()));
        socket.connect(
            new InetSocketAddress(address, relay.port()), (int) connectTimeout.toMillis());
        ReceiverAnswer answer = send(relay, socket, message);
        return late.get() && !answer.delivered() ? tooLate() : answer;
      } finally {
        boolean _ = vertx.cancelTimer(timer);
      }
    } catch (UnknownHostException e) {
      return ReceiverAnswer.failed("the name " + host + " of SLUICE_MAIL_HOST has no address");
    } catch (Unreadable e) {
      return ReceiverAnswer.failed("not sent: " + e.getMessage());
    } catch (IOException e) {
      return late.get() ? tooLate() : RelayAnswers.broken(e);
    }
  }

  /** Returns the addresses with the name, because the library looks up what has none. */
  private static List<InetAddress> addresses(String host) throws UnknownHostException {
    InetAddress[] found = InetAddress.getAllByName(host);
    for (int i = 0; i < found.length; i++) {
      found[i] = InetAddress.getByAddress(host, found[i].getAddress());
    }
    return Arrays.asList(found);
  }

  private ReceiverAnswer tooLate() {
    return ReceiverAnswer.failed(
        "the relay did not take the message within " + config.timeout().toMillis() + " ms");
  }

  private static void end(Socket socket, AtomicBoolean late) {
    late.set(true);
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  private static ReceiverAnswer send(RelaySettings relay, Socket socket, Message message)
      throws IOException {
    Session session = Session.getInstance(relay.properties());
    var login = new URLName("smtp", null, -1, null, relay.username(), relay.password());
    var transport = new SMTPTransport(session, login);
    try {
      transport.connect(relay.tls() == Tls.TLS ? secret(relay, socket) : socket);
    } catch (MessagingException e) {
      return RelayAnswers.notAccepted(e, transport.getLastReturnCode());
    }
    try {
      MimeMessage mail = MailMessages.of(session, message, relay.sender());
      transport.sendMessage(mail, mail.getAllRecipients());
      return ReceiverAnswer.relayed(transport.getLastReturnCode());
    } catch (MessagingException e) {
      return RelayAnswers.notTaken(e);
    } finally {
      leave(transport);
    }
  }

  private static void leave(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debugf(e, "a relay did not wait for the end of its connection");
    }
  }

  private static Socket secret(RelaySettings relay, Socket socket) throws IOException {
    String host = socket.getInetAddress().getHostName();
    var tls = (SSLSocket) relay.sockets().createSocket(socket, host, socket.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("LDAPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }
}
