package io.sluice.admin.webhook;

import io.sluice.admin.webhook.MailConfig.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The relay as it is configured, with the content of the files that the configuration names. They
 * are read at each attempt, so that a changed file counts at once.
 *
 * @param sender address from which mail is sent, and to which relays report failures
 */
record RelaySettings(
    int port,
    Tls tls,
    @Nullable String username,
    @Nullable String password,
    String sender,
    SSLSocketFactory sockets) {

  private static final int MAX_PASSWORD_BYTES = 1_000;

  /** Thrown when a file cannot be read. Its message says why, and has no secret. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  static RelaySettings read(MailConfig config) throws Unreadable {
    Optional<Path> file = config.passwordFile();
    return new RelaySettings(
        config.port().orElse(config.tls().port),
        config.tls(),
        config.username().orElse(null),
        file.isPresent() ? password(file.get()) : null,
        config.from().orElseThrow(),
        sockets(config.caFile()));
  }

  /** Returns what the library is told, of which these are the names. */
  Properties properties() {
    var properties = new Properties();
    properties.put("mail.smtp.ssl.socketFactory", sockets);
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(tls == Tls.STARTTLS));
    properties.setProperty("mail.smtp.auth", String.valueOf(username != null));
    properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.setProperty("mail.smtp.from", sender);
    properties.setProperty("mail.smtp.localhost", sender.substring(sender.indexOf('@') + 1));
    properties.setProperty("mail.smtp.quitwait", "false");
    return properties;
  }

  private static String password(Path file) throws Unreadable {
    try {
      String password =
          Files.size(file) > MAX_PASSWORD_BYTES
              ? ""
              : Files.readString(file, StandardCharsets.UTF_8).strip();
      if (!password.isEmpty() && password.lines().count() == 1) {
        return password;
      }
    } catch (IOException e) {
      throw new Unreadable("SLUICE_MAIL_PASSWORD_FILE names a file that cannot be read");
    }
    throw new Unreadable("SLUICE_MAIL_PASSWORD_FILE names a file that has not one line");
  }

  private static SSLSocketFactory sockets(Optional<Path> authorities) throws Unreadable {
    try {
      return authorities.isEmpty()
          ? SSLContext.getDefault().getSocketFactory()
          : trusting(authorities.get()).getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new Unreadable("SLUICE_MAIL_CA_FILE names a file without certificates in PEM");
    }
  }

  private static SSLContext trusting(Path authorities)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(authorities)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "relay on port " + port;
  }
}
