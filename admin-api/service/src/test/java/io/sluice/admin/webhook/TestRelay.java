package io.sluice.admin.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that takes messages and refuses those that it is told to refuse. */
final class TestRelay implements AutoCloseable {

  static final String USER = "sluice";
  static final String PASSWORD = "a relay+pass%41:w@rd/?";

  /** A message as it arrived. */
  record Received(String from, String to, String text) {

    String header(String name) {
      return text.replaceAll("\r\n[ \t]+", " ")
          .lines()
          .filter(line -> line.startsWith(name + ": "))
          .findFirst()
          .map(line -> line.substring(name.length() + 2))
          .orElse("");
    }
  }

  /** The command at which a message is refused. */
  enum Step {
    SENDER,
    RECIPIENT,
    DATA
  }

  private record Refusal(Step step, int code, String text) {}

  private final SMTPServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

  private TestRelay(SMTPServer.Builder settings, int port) {
    this.server =
        settings
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(port)
            .hostName("relay.test")
            .insertReceivedHeaders(false)
            .messageHandlerFactory(Handler::new)
            .build();
    server.start();
  }

  static TestRelay plain(int port) {
    return new TestRelay(SMTPServer.port(port), port);
  }

  /** Offers STARTTLS, and takes messages behind it and after a password only. */
  static TestRelay startTls(SSLContext tls) {
    return new TestRelay(
        SMTPServer.port(0)
            .enableTLS()
            .requireTLS()
            .startTlsSocketFactory(tls)
            .requireAuth()
            .authenticationHandlerFactory(passwords()),
        0);
  }

  /** Speaks TLS from the first byte. */
  static TestRelay tls(SSLContext tls) {
    return new TestRelay(
        SMTPServer.port(0)
            .serverSocketFactory(tls)
            .requireAuth()
            .authenticationHandlerFactory(passwords()),
        0);
  }

  private static EasyAuthenticationHandlerFactory passwords() {
    return new EasyAuthenticationHandlerFactory(
        (user, password, _) -> {
          if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException();
          }
        });
  }

  int port() {
    return server.getPortAllocated();
  }

  /** Refuses the next message; each refusal is used once. */
  TestRelay refuse(Step step, int code, String text) {
    refusals.add(new Refusal(step, code, text));
    return this;
  }

  List<Received> received() {
    return received;
  }

  /** One message on its way. */
  private final class Handler implements MessageHandler {
    private String from = "";
    private String to = "";

    Handler(MessageContext ignored) {}

    @Override
    public void from(String address) throws RejectException {
      from = address;
      refuseAt(Step.SENDER);
    }

    @Override
    public void recipient(String address) throws RejectException {
      to = address;
      refuseAt(Step.RECIPIENT);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      refuseAt(Step.DATA);
      received.add(new Received(from, to, text));
      return "taken";
    }

    @Override
    public void done() {}

    private void refuseAt(Step step) throws RejectException {
      Refusal next = refusals.peek();
      if (next != null && next.step() == step) {
        refusals.remove(next);
        throw new RejectException(next.code(), next.text());
      }
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
