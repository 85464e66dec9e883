package io.sluice.diagnostics.page;

import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Set;

/**
 * The display preferences that the browser keeps in cookies, so that the first paint respects them.
 * An unknown value counts as absent.
 */
@Named("looks")
@RequestScoped
public class DisplayPreferences {

  private final CurrentVertxRequest request;
  private final AssetVersion assets;
  private final CsrfTokenParameterProvider token;

  DisplayPreferences(
      CurrentVertxRequest request, AssetVersion assets, CsrfTokenParameterProvider token) {
    this.request = request;
    this.assets = assets;
    this.token = token;
  }

  /** The colour theme: auto, light or dark. */
  public String theme() {
    return chosen("theme", Set.of("light", "dark"), "auto");
  }

  public boolean fixedTheme() {
    return !theme().equals("auto");
  }

  /** The display of times: relative, local or utc. */
  public String time() {
    return chosen("time", Set.of("local", "utc"), "relative");
  }

  /** Keyboard shortcuts: on or off. */
  public String keys() {
    return chosen("keys", Set.of("off"), "on");
  }

  /**
   * The version of the assets, which changes with their content, so that browsers may cache them
   * without limit.
   */
  public String version() {
    return assets.version();
  }

  /**
   * The CSRF token for forms of the layout and requests of its script; empty on the page for an
   * unknown path, because no filter ran before it.
   */
  public String csrf() {
    try {
      return token.getToken();
    } catch (IllegalStateException nothingMatched) {
      return "";
    }
  }

  private String chosen(String name, Set<String> values, String otherwise) {
    var current = request.getCurrent();
    Cookie cookie = current == null ? null : current.request().getCookie(name);
    return cookie != null && values.contains(cookie.getValue()) ? cookie.getValue() : otherwise;
  }
}
