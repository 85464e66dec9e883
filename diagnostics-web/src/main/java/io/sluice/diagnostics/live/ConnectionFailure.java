package io.sluice.diagnostics.live;

import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Explains a failed connection to the stream in a sentence for a person. Pure. */
final class ConnectionFailure {

  private ConnectionFailure() {}

  static String inWords(@Nullable Throwable failure) {
    return switch (failure) {
      case UpgradeRejectedException refused -> refused(refused.getStatus());
      case ConnectException _ -> "admin-api refuses connections.";
      case io.smallrye.mutiny.TimeoutException _ -> "admin-api did not answer within 5 s.";
      case CompletionException wrapped -> inWords(wrapped.getCause());
      case RuntimeException wrapped when wrapped.getCause() != null -> inWords(wrapped.getCause());
      case null, default -> "admin-api cannot be reached.";
    };
  }

  /** True if admin-api did not accept the token. */
  static boolean isRefusedToken(@Nullable Throwable failure) {
    return switch (failure) {
      case UpgradeRejectedException refused -> refused.getStatus() == 401;
      case RuntimeException wrapped -> isRefusedToken(wrapped.getCause());
      case null, default -> false;
    };
  }

  private static String refused(int status) {
    return switch (status) {
      case 401 -> "admin-api does not accept the token of the live stream. Make a new one.";
      case 403 -> "The token of the live stream has no role that may read it: it needs viewer.";
      case 429, 503 -> "admin-api has no room for this connection now.";
      default -> "admin-api refused the live stream with HTTP " + status + ".";
    };
  }
}
