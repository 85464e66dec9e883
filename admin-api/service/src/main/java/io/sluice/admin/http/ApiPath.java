package io.sluice.admin.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Path of a request as the resources match it: without matrix parameters and without slashes at its
 * end. Whatever depends on the path of an operation compares this one: {@code /api/bundles/} and
 * {@code /api/bundles;a=b} upload a bundle too.
 */
public final class ApiPath {

  private static final Pattern MATRIX = Pattern.compile(";[^/]*");
  private static final Pattern END = Pattern.compile("(?<=.)/+$");

  private ApiPath() {}

  public static String of(RoutingContext routing) {
    return of(routing.normalizedPath());
  }

  /** Returns the path of an operation. */
  static String of(String normalized) {
    return END.matcher(MATRIX.matcher(normalized).replaceAll("")).replaceAll("");
  }
}
