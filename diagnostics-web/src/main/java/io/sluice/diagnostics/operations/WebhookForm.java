package io.sluice.diagnostics.operations;

import io.quarkus.qute.TemplateData;
import io.sluice.api.WebhookApi;
import io.sluice.api.WebhookApi.WebhookRequest;
import io.sluice.api.WebhookApi.WebhookView;
import io.sluice.diagnostics.page.Typed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of the form of a webhook, as they were typed or as the webhook has them. Pure. */
@TemplateData
public record WebhookForm(
    String name,
    String organization,
    String url,
    List<String> kinds,
    String secretFile,
    boolean enabled) {

  static final WebhookForm EMPTY = new WebhookForm("", "", "", List.of(), "", true);

  static WebhookForm of(WebhookView webhook) {
    return new WebhookForm(
        webhook.name(),
        Objects.requireNonNullElse(webhook.organization(), ""),
        webhook.url(),
        webhook.kinds(),
        Objects.requireNonNullElse(webhook.secretFile(), ""),
        webhook.enabled());
  }

  /** Returns what was typed; a box that is not ticked is not sent. */
  static WebhookForm of(
      @Nullable String name,
      @Nullable String organization,
      @Nullable String url,
      @Nullable List<String> kinds,
      @Nullable String secretFile,
      @Nullable String enabled) {
    return new WebhookForm(
        Typed.text(name),
        Typed.text(organization),
        Typed.text(url),
        kinds == null ? List.of() : kinds,
        Typed.text(secretFile),
        enabled != null);
  }

  WebhookForm with(boolean other) {
    return new WebhookForm(name, organization, url, kinds, secretFile, other);
  }

  WebhookRequest request() {
    return new WebhookRequest(
        name, Typed.optional(organization), url, kinds, Typed.optional(secretFile), enabled);
  }

  /** All kinds, for the boxes to tick. */
  public List<String> offered() {
    return WebhookApi.KINDS;
  }

  public boolean has(String kind) {
    return kinds.contains(kind);
  }
}
