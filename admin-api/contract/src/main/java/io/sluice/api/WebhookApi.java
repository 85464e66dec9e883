package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Requests and responses of webhooks, which tell other systems of events (docs/webhooks.md). */
public final class WebhookApi {

  /** The kinds of events that a webhook may ask for. */
  public static final List<String> KINDS =
      List.of(
          "action.waits",
          "action.decided",
          "action.ended",
          "workflow.blacklisted",
          "workflow.on_probation",
          "workflow.released",
          "dead_letters.grew",
          "notification");

  private WebhookApi() {}

  /**
   * Makes or replaces a webhook.
   *
   * @param organization events of this organization only; absent for the whole installation
   * @param url https address that receives the events, or {@code mailto:} and a mailbox
   * @param kinds kinds of events that it receives
   * @param secretFile name of the file with the secret that signs, in the configured folder; for an
   *     organization it begins with its name and a dot; absent for a mailbox
   * @param enabled absent means true; a disabled one receives nothing, and misses what happens
   */
  public record WebhookRequest(
      @NotNull(message = "is the name of the webhook")
          @Pattern(
              regexp = "[A-Za-z0-9._-]{1,100}",
              message = "has 1 to 100 letters, digits, . _ or -")
          String name,
      @Pattern(regexp = "[A-Za-z0-9._-]{1,100}", message = "has 1 to 100 letters, digits, . _ or -")
          @Nullable String organization,
      @NotNull(message = "is the https or mailto: address that receives the events")
          @Size(max = 2000, message = "has at most 2000 characters")
          @Schema(
              description =
                  "Address that receives the events: https, or mailto: and one mailbox."
                      + " A mailbox has no secret_file.")
          String url,
      @NotNull(message = "lists the kinds of events that it receives")
          @Size(min = 1, max = 20, message = "has 1 to 20 kinds of events")
          List<@NotNull @Size(max = 100) String> kinds,
      @Pattern(
              regexp = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}",
              message = "is the name of a file: letters, digits, . _ or -")
          @Nullable String secretFile,
      @Nullable Boolean enabled) {}

  /**
   * A webhook.
   *
   * @param secretFile name of the file with its secret; the secret itself is never told
   * @param disabledReason why it was disabled, if a receiver asked for it
   * @param pending deliveries that wait
   * @param dead deliveries that were given up
   * @param last its latest delivery that was attempted; absent if there is none
   */
  public record WebhookView(
      UUID id,
      String name,
      @Nullable String organization,
      String url,
      List<String> kinds,
      @Nullable String secretFile,
      boolean enabled,
      @Nullable String disabledReason,
      Instant createdAt,
      String createdBy,
      long pending,
      long dead,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DeliveryView last) {

    /** Returns the webhook with its latest delivery. */
    public WebhookView with(@Nullable DeliveryView delivery) {
      return new WebhookView(
          id,
          name,
          organization,
          url,
          kinds,
          secretFile,
          enabled,
          disabledReason,
          createdAt,
          createdBy,
          pending,
          dead,
          delivery);
    }
  }

  /**
   * One event on its way to one webhook.
   *
   * @param deliveryId increases with the order of delivery
   * @param eventId value of the header {@code webhook-id}, and part of the {@code Message-ID} of
   *     mail; the same for each attempt
   * @param state PENDING, DELIVERED or DEAD
   * @param attempts attempts so far
   * @param nextAt time of the next attempt; absent if there is none
   * @param endedAt time at which it was delivered or given up
   * @param statusCode status of the last response, or reply code of the mail relay; absent if there
   *     was none
   * @param reason why the last attempt failed; absent if it succeeded
   * @param body the JSON text that is sent; mail has its fields as lines of text
   */
  public record DeliveryView(
      String deliveryId,
      UUID eventId,
      String kind,
      String state,
      int attempts,
      Instant createdAt,
      @Nullable Instant nextAt,
      @Nullable Instant endedAt,
      @Nullable Integer statusCode,
      @Nullable String reason,
      String body) {}
}
