package io.sluice.diagnostics.page;

import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Set;

/**
 * The switches of the page, as the browser keeps them in cookies, so that the first paint is right
 * (ui, section 4). An unknown value counts as none.
 */
@Named("looks")
@RequestScoped
public class DisplayPreferences {

  private final CurrentVertxRequest request;
  private final AssetVersion assets;
  private final CsrfTokenParameterProvider token;

  DisplayPreferences(CurrentVertxRequest request, AssetVersion assets, CsrfTokenParameterProvider token) {
    this.request = request;
    this.assets = assets;
    this.token = token;
  }

  /** auto, light or dark. */
  public String theme() {
    return chosen("theme", Set.of("light", "dark"), "auto");
  }

  public boolean fixedTheme() {
    return !theme().equals("auto");
  }

  /** How times are shown: relative, local or utc. */
  public String time() {
    return chosen("time", Set.of("local", "utc"), "relative");
  }

  /** Whether single keys do something: on or off. */
  public String keys() {
    return chosen("keys", Set.of("off"), "on");
  }

  /** Changes with the files, so that a browser may keep them for ever. */
  public String version() {
    return assets.version();
  }

  /**
   * The token for forms of the layout and for requests of its script; empty on a page for a path
   * that nothing is at, because no filter ran before it.
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
