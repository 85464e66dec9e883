package io.sluice.admin.webhook;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes messages as the relay gets them (RFC 5322, RFC 2045): lines of ASCII, at most 76 long. */
final class MailMessages {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private MailMessages() {}

  static MimeMessage of(Session session, MailClient.Message message, String sender)
      throws MessagingException {
    var mail = new WithId(session, "<" + message.id() + ">");
    mail.setFrom(new InternetAddress(sender, true));
    mail.setRecipient(RecipientType.TO, new InternetAddress(message.to(), true));
    mail.setSubject(message.text().subject(), StandardCharsets.UTF_8.name());
    mail.setHeader("Date", DATE.format(message.at()));
    // RFC 3834: nobody's absence is answered to the sender.
    mail.setHeader("Auto-Submitted", "auto-generated");
    // A source of bytes, because an object would be written by a class that is found by its name.
    mail.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(
                message.text().text().getBytes(StandardCharsets.UTF_8),
                "text/plain; charset=utf-8")));
    mail.setHeader("Content-Transfer-Encoding", "quoted-printable");
    mail.saveChanges();
    return mail;
  }

  /** A message whose id is not made anew by each change. */
  private static final class WithId extends MimeMessage {
    private final String id;

    WithId(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
