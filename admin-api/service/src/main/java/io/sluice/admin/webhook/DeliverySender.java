package io.sluice.admin.webhook;

import io.sluice.admin.webhook.DeliveryRules.DeliveryPolicy;
import io.sluice.admin.webhook.DeliveryRules.Effect;
import io.sluice.admin.webhook.ReceiverClient.Message;
import io.sluice.admin.webhook.SenderStore.Head;
import io.sluice.admin.webhook.TargetRules.Target;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Sends what waits for one webhook, one delivery after the other, until one fails or none is due.
 * Runs on the thread of its caller; safe for use by several threads with a webhook each.
 */
@Singleton
final class DeliverySender {

  private static final Logger LOG = Logger.getLogger(DeliverySender.class);

  /** More than resolving a name and two attempts may take. */
  private static final Duration LEASE_RESERVE = Duration.ofSeconds(45);

  private static final int MAX_AT_ONCE = 100;

  private final SenderStore store;
  private final AttemptRecorder recorder;
  private final ReceiverClient servers;
  private final MailSender mailboxes;
  private final InstantSource clock;
  private final ReceiverRules receivers;
  private final SecretFiles secrets;
  private final DeliveryPolicy policy;
  private final Duration lease;
  private final UUID self = UUID.randomUUID();

  @Inject
  DeliverySender(
      SenderStore store,
      AttemptRecorder recorder,
      ReceiverClient servers,
      MailSender mailboxes,
      InstantSource clock,
      WebhookConfig config,
      MailConfig mail) {
    this.store = store;
    this.recorder = recorder;
    this.servers = servers;
    this.mailboxes = mailboxes;
    this.clock = clock;
    this.receivers = ReceiverRules.of(config, mail);
    this.secrets = new SecretFiles(config.secretsDirectory().orElse(null));
    this.policy = new DeliveryPolicy(config.maxAttempts(), config.firstRetry());
    this.lease = longer(config.timeout(), mail.timeout()).multipliedBy(2).plus(LEASE_RESERVE);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Takes webhooks for which a delivery is due, at most this many. */
  List<UUID> claim(int limit) {
    return store.claim(self, lease, limit, clock.instant());
  }

  /** Sends what waits for a claimed webhook, and gives it back. */
  void send(UUID webhook) throws InterruptedException {
    try {
      for (int i = 0; i < MAX_AT_ONCE; i++) {
        Optional<Head> head = store.next(webhook, self, lease, clock.instant());
        if (head.isEmpty()) {
          return;
        }
        attempt(head.get());
      }
    } finally {
      store.release(webhook, self);
    }
  }

  private void attempt(Head head) throws InterruptedException {
    ReceiverAnswer answer = answer(head);
    Effect effect =
        DeliveryRules.after(
            answer,
            head.attempts() + 1,
            policy,
            clock.instant(),
            RandomGenerator.getDefault().nextDouble());
    recorder.record(head, answer, effect);
  }

  private ReceiverAnswer answer(Head head) throws InterruptedException {
    try {
      return switch (receivers.receiver(head.url())) {
        case Receiver.Refused(String rule) ->
            ReceiverAnswer.failed("not called: the rule is that the address " + rule);
        case Receiver.Server(Target target) -> signed(head, target);
        case Receiver.Mailbox(String address) -> mailboxes.send(head, address);
      };
    } catch (RuntimeException defect) {
      // Else the delivery would come first forever.
      LOG.errorf(defect, "webhook attempt failed by a defect of admin-api event=%s", head.event());
      return ReceiverAnswer.failed("a defect of admin-api, see its log");
    }
  }

  private ReceiverAnswer signed(Head head, Target target) throws InterruptedException {
    String id = head.event().toString();
    Instant now = clock.instant();
    String file = head.secretFile() == null ? "" : head.secretFile();
    try {
      String signature =
          WebhookSignature.of(secrets.read(file), id, now.getEpochSecond(), head.body());
      return servers.send(
          target, new Message(id, now.getEpochSecond(), signature, head.body()), head.attempts());
    } catch (SecretFiles.Unreadable e) {
      return ReceiverAnswer.failed("not signed: the webhook " + e.getMessage());
    }
  }
}
