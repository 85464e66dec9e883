package io.sluice.admin.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.webhook.MailClient.Message;
import io.sluice.admin.webhook.SenderStore.Head;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Sends deliveries as mail. Runs on the thread of its caller; safe for use by many threads. */
@Singleton
final class MailSender {

  private final MailClient client;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final MailConfig config;

  MailSender(MailClient client, ObjectMapper json, InstantSource clock, MailConfig config) {
    this.client = client;
    this.json = json;
    this.clock = clock;
    this.config = config;
  }

  ReceiverAnswer send(Head head, String address) {
    MailText text;
    try {
      text = MailText.of(json.readTree(head.body()), head.name());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that this program wrote is not readable", e);
    }
    return client.send(new Message(id(head), address, text, clock.instant()), head.attempts());
  }

  /** Returns the id of the message: of the delivery, because the event may go to others, too. */
  private String id(Head head) {
    String domain = config.from().flatMap(MailboxRules::domain).orElse("sluice");
    return head.event() + "." + head.sequence() + "@" + domain;
  }
}
