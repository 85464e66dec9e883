package io.sluice.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.sluice.local.child.Child.ChildRole;
import io.sluice.local.child.Children;
import io.sluice.local.port.Port;
import io.sluice.local.port.PortChoice;
import io.sluice.local.port.PortPlan;
import io.sluice.local.service.Layout;
import io.sluice.local.service.Services;
import io.sluice.local.state.Endpoints;
import io.sluice.local.state.StateFolder;
import io.sluice.testkit.Keycloak;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An OpenID provider, and an admin-api and two instances of the page that use it, beside a running
 * system whose PostgreSQL, Redis and worker they share. One thread.
 */
final class ProviderSystem implements AutoCloseable {
  private static final String CLIENT_SECRET = "a-secret-of-a-test";

  private final PageSystem system;
  private final SwitchingProxy proxy;
  private final Keycloak keycloak;
  private final StateFolder state;
  private final Children children;
  private Path log = Path.of("");
  private final List<Integer> ports = new ArrayList<>();

  private ProviderSystem(PageSystem system, SwitchingProxy proxy, Keycloak keycloak)
      throws IOException {
    this.system = system;
    this.proxy = proxy;
    this.keycloak = keycloak;
    this.state = StateFolder.open(Optional.empty());
    this.children = Children.under(state.logs(), state.temporary());
  }

  /** Starts them and waits until they are ready. */
  static ProviderSystem start(PageSystem system) throws IOException, InterruptedException {
    var proxy = SwitchingProxy.start();
    Path realm = Path.of("src/test/resources/keycloak/sluice.json");
    var keycloak =
        Keycloak.start(
            Path.of(Objects.requireNonNull(System.getProperty("sluice.test.keycloak"))),
            Map.of("sluice", Files.readString(realm).replace("@PAGE@", proxy.address())),
            Path.of("target", "keycloak.log"));
    var started = new ProviderSystem(system, proxy, keycloak);
    try {
      started.startServices();
      return started;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      started.close();
      throw failed;
    }
  }

  private void startServices() throws IOException, InterruptedException {
    var first = PortChoice.choose(Map.of(), 0);
    Endpoints shared = system.endpoints();
    URI postgres = URI.create(shared.postgresUrl());
    services(first, first)
        .adminApi(
            "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + postgres.getPath(),
            shared.redisUrl(),
            state.secrets().resolve("administrator.properties"));
    for (int i = 0; i < 2; i++) {
      var own = i == 0 ? first : PortChoice.choose(Map.of(), 0);
      log = services(first, own).diagnosticsWeb().log();
      ports.add(own.of(Port.DIAGNOSTICS_WEB));
    }
    leadTo(0);
  }

  private Services services(PortPlan adminApi, PortPlan own) throws IOException {
    var both = new HashMap<String, String>();
    both.put("SLUICE_OIDC_ENABLED", "true");
    both.put("SLUICE_OIDC_ISSUER", keycloak.issuer());
    var api = new HashMap<>(both);
    api.put("SLUICE_OIDC_AUDIENCE", "sluice-api");
    api.put("SLUICE_OIDC_ROLES_CLAIM", "roles");
    api.put("SLUICE_OIDC_ROLES_VIEWER", "staff");
    api.put("SLUICE_OIDC_ROLES_PLATFORM_ADMIN", "platform-team");
    api.put("SLUICE_LIVE_RECHECK", "2s");
    var page = new HashMap<>(both);
    page.put("SLUICE_ADMIN_API_URL", "http://127.0.0.1:" + adminApi.of(Port.ADMIN_API));
    page.put(
        "SLUICE_ADMIN_API_HEALTH_URL",
        "http://127.0.0.1:" + adminApi.of(Port.ADMIN_API_MANAGEMENT) + "/q/health/ready");
    Path key = state.secrets().resolve("session-key");
    page.put("SLUICE_SESSION_KEY_FILE", Files.writeString(key, "k".repeat(40)).toString());
    Path secrets = Files.createDirectories(state.secrets().resolve("page"));
    Files.writeString(secrets.resolve("sluice.oidc.client-secret"), CLIENT_SECRET);
    page.put("SMALLRYE_CONFIG_SOURCE_FILE_LOCATIONS", secrets.toString());
    return new Services(
        Layout.here(),
        own,
        state,
        children,
        Map.of(ChildRole.ADMIN_API, api, ChildRole.DIAGNOSTICS_WEB, page));
  }

  /** Leads browsers to one of the two instances of the page, from 0. */
  void leadTo(int instance) {
    proxy.leadTo(ports.get(instance));
  }

  /** The log of both instances of the page. */
  String log() throws IOException {
    return Files.readString(log);
  }

  String issuer() {
    return keycloak.issuer();
  }

  /** Opens a window without a sign-in. */
  BrowserUser nobody() {
    return BrowserUser.of(
        system.browser(), new NewContextOptions().setViewportSize(1440, 900), proxy.address());
  }

  @Override
  public void close() throws IOException {
    children.kill();
    state.close();
    keycloak.close();
    proxy.close();
  }
}
