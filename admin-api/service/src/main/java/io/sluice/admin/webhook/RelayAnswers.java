package io.sluice.admin.webhook;

import io.sluice.diagnosis.CutText;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what became of a message. A refusal of the message, its sender or its recipient with 5yz is
 * for good (RFC 5321, 4.2.1). What goes wrong before that, like a wrong password, is for the
 * administrator to mend, and the message is tried again. Pure.
 */
final class RelayAnswers {

  private static final int MAX_REPLY = 300;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

  private RelayAnswers() {}

  /** The reply to a command that sends a message. */
  private record Reply(int code, String text) {}

  /** The relay did not accept the connection. */
  static ReceiverAnswer notAccepted(MessagingException failure, int lastCode) {
    if (failure instanceof AuthenticationFailedException) {
      return ReceiverAnswer.failed(
          code(lastCode),
          "the relay refused user name and password: " + words(failure.getMessage()));
    }
    Throwable cause = failure.getCause();
    if (cause instanceof IOException broken) {
      return broken(broken);
    }
    return code(lastCode) == null
        ? ReceiverAnswer.failed("the relay is not usable: " + words(failure.getMessage()))
        : ReceiverAnswer.failed(lastCode, "the relay answered " + lastCode + " to the connection");
  }

  /** The relay did not take the message. */
  static ReceiverAnswer notTaken(MessagingException failure) {
    Optional<Reply> reply = reply(failure);
    if (reply.isEmpty()) {
      return failure.getCause() instanceof IOException broken
          ? broken(broken)
          : ReceiverAnswer.failed("the connection broke: " + words(failure.getMessage()));
    }
    String reason = "the relay answered " + words(reply.get().text());
    return reply.get().code() >= 500
        ? ReceiverAnswer.refused(reply.get().code(), reason)
        : ReceiverAnswer.failed(reply.get().code(), reason);
  }

  static ReceiverAnswer broken(IOException failure) {
    String message = words(failure.getMessage());
    return ReceiverAnswer.failed(
        switch (failure) {
          case SocketTimeoutException _ -> "no connection to the relay in time";
          case SSLException _ -> "no trust in the relay: " + message;
          case ConnectException _ -> "no connection to the relay: it is refused";
          default -> "the connection broke: " + message;
        });
  }

  private static Optional<Reply> reply(MessagingException failure) {
    for (Exception each = failure; each != null; each = next(each)) {
      int code =
          switch (each) {
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            case SMTPSenderFailedException refused -> refused.getReturnCode();
            case SMTPSendFailedException refused -> refused.getReturnCode();
            default -> 0;
          };
      if (code(code) != null) {
        return Optional.of(new Reply(code, Objects.requireNonNullElse(each.getMessage(), "")));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private static @Nullable Integer code(int code) {
    return code >= 400 && code < 600 ? code : null;
  }

  private static String words(@Nullable String text) {
    String line =
        CONTROL.matcher(Objects.requireNonNullElse(text, "no reason is known")).replaceAll(" ");
    return CutText.start(line.strip(), MAX_REPLY);
  }
}
