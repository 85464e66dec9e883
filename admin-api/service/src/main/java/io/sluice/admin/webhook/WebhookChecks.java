package io.sluice.admin.webhook;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Principal;
import io.sluice.api.WebhookApi.WebhookRequest;
import io.sluice.api.WebhookApi.WebhookView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks what is sent for a webhook; a refusal names the field and what is right. */
@Singleton
final class WebhookChecks {

  private final ReceiverRules receivers;
  private final SecretFiles secrets;

  WebhookChecks(WebhookConfig config, MailConfig mail) {
    this.receivers = ReceiverRules.of(config, mail);
    this.secrets = new SecretFiles(config.secretsDirectory().orElse(null));
  }

  /**
   * Returns the webhook of a request.
   *
   * @throws ProblemException if it is not allowed
   */
  WebhookView webhook(UUID id, WebhookRequest request, Instant at, String by, Principal who) {
    if (!who.organizations().include(request.organization())) {
      throw refused(
          "organization",
          request.organization() == null
              ? "is one of yours: a webhook of the installation needs all organizations"
              : "is one of yours");
    }
    Receiver receiver = receivers.receiver(request.url());
    if (receiver instanceof Receiver.Refused(String rule)) {
      throw refused("url", rule);
    }
    request.kinds().forEach(word -> checkKind(word, request.organization()));
    return new WebhookView(
        id,
        request.name(),
        request.organization(),
        request.url(),
        request.kinds().stream().distinct().sorted().toList(),
        secretFile(receiver, request),
        !Boolean.FALSE.equals(request.enabled()),
        null,
        at,
        by,
        0,
        0,
        null);
  }

  private static void checkKind(String word, @Nullable String organization) {
    EventType kind =
        EventType.of(word).orElseThrow(() -> refused("kinds", "are some of " + EventType.words()));
    if (organization != null && !kind.ofOrganization()) {
      throw refused(
          "kinds", "of an organization are those of actions: " + word + " is of the installation");
    }
  }

  private @Nullable String secretFile(Receiver receiver, WebhookRequest request) {
    if (!(receiver instanceof Receiver.Mailbox)) {
      return readable(request.secretFile(), request.organization());
    }
    if (request.secretFile() != null) {
      throw refused("secret_file", "is left out for a mailto: address: nothing signs mail");
    }
    return null;
  }

  private String readable(@Nullable String file, @Nullable String organization) {
    if (file == null) {
      throw refused("secret_file", "is the name of the file with the secret that signs");
    }
    if (organization != null && !belongs(file, organization)) {
      throw refused(
          "secret_file", "begins with " + organization + ". and has no further dot behind it");
    }
    try {
      secrets.read(file);
      return file;
    } catch (SecretFiles.Unreadable e) {
      throw refused("secret_file", Objects.requireNonNull(e.getMessage()));
    }
  }

  /** An organization that signs with the secret of another one could speak for it. */
  private static boolean belongs(String file, String organization) {
    String start = organization + ".";
    return file.startsWith(start) && file.indexOf('.', start.length()) < 0;
  }

  static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
