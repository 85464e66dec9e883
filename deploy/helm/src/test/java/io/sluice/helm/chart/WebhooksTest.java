package io.sluice.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhooksTest {

  private static final String ADMIN_API = "demo-admin-api";

  @Test
  void theSecretIsMountedAndTheHostsAreAllowedThroughTheNetworkPolicy() {
    var chart =
        Chart.render("production", "webhooks.secret=receivers", "webhooks.hosts=hooks.example.com");

    JsonNode pod = chart.one("Deployment", ADMIN_API).at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    assertThat(container.path("env").toString())
        .contains("SLUICE_WEBHOOK_HOSTS", "hooks.example.com")
        .contains("SLUICE_WEBHOOK_SECRETS_DIRECTORY", "/etc/sluice/webhooks");
    assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
        .contains("/etc/sluice/webhooks");
    assertThat(pod.path("volumes").findValuesAsText("secretName")).contains("receivers");
    assertThat(ports(chart)).contains("443");
  }

  @Test
  void theRelayIsSetItsPasswordMountedAndItsPortOpened() {
    var chart =
        Chart.render(
            "production",
            "mail.host=relay.example.com",
            "mail.port=2587",
            "mail.from=sluice@example.com",
            "mail.domains=example.com",
            "mail.username=sluice",
            "mail.existingSecret=relay");

    JsonNode pod = chart.one("Deployment", ADMIN_API).at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    assertThat(container.path("env").toString())
        .contains("SLUICE_MAIL_HOST", "relay.example.com", "SLUICE_MAIL_TLS", "starttls")
        .contains("SLUICE_MAIL_FROM", "SLUICE_MAIL_DOMAINS", "SLUICE_MAIL_USERNAME")
        .contains("SLUICE_MAIL_PASSWORD_FILE", "/etc/sluice/mail/password");
    assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
        .contains("/etc/sluice/mail");
    assertThat(pod.path("volumes").findValuesAsText("secretName")).contains("relay");
    assertThat(ports(chart)).contains("2587");
  }

  @Test
  void withoutHostsNothingIsMountedOrOpened() {
    var chart =
        Chart.render(
            "production",
            "oidc.enabled=false",
            "security.builtInUsers=true",
            "releaseGenerations.enabled=false");

    assertThat(chart.one("Deployment", ADMIN_API).toString())
        .doesNotContain("webhooks", "SLUICE_MAIL", "sluice/mail");
    assertThat(ports(chart)).doesNotContain("443");
  }

  private static List<String> ports(Chart.Manifests chart) {
    return chart.one("NetworkPolicy", ADMIN_API).at("/spec/egress").findValuesAsText("port");
  }
}
