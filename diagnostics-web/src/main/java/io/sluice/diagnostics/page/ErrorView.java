package io.sluice.diagnostics.page;

import io.quarkus.qute.TemplateData;
import io.sluice.diagnostics.api.ApiProblem;
import jakarta.ws.rs.ProcessingException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A failed request to admin-api, for a person: the cause and the remedy.
 *
 * @param status the HTTP status of the error page
 */
@TemplateData
public record ErrorView(int status, String title, String sentence) {

  /** A form that was sent from a page that this browser no longer has open. */
  public static final ErrorView STALE_FORM =
      new ErrorView(
          400,
          "This form has expired",
          "It was opened before the browser's cookies changed, or not from this site. Nothing was"
              + " done. Open the page again and send it from there.");

  /** A token of the OpenID provider that is good here and not at admin-api. */
  static final ErrorView TOKEN_REFUSED =
      new ErrorView(
          502,
          "admin-api does not accept your sign-in",
          "The OpenID provider has signed you in, and admin-api refuses its token. Sign out and in"
              + " again. If it stays so, an administrator should compare the issuer and the"
              + " audience of admin-api (SLUICE_OIDC_ISSUER, SLUICE_OIDC_AUDIENCE) with those of"
              + " the token, and the clocks of both.");

  private static final int AWAY = 503;

  /**
   * Explains a failure.
   *
   * @throws RuntimeException the failure itself if it concerns the sign-in or is a defect of this
   *     service
   */
  public static ErrorView of(RuntimeException failure) {
    return switch (failure) {
      case ApiProblem problem when problem.status() == 401 -> throw problem;
      case ApiProblem problem -> of(problem);
      case ProcessingException away -> away(away);
      default -> throw failure;
    };
  }

  static ErrorView of(ApiProblem problem) {
    return switch (problem.status()) {
      case 403 ->
          new ErrorView(
              403,
              "Your role does not allow this",
              problem.sentence() + " A platform-admin can give you another role.");
      case 429 ->
          new ErrorView(
              429,
              problem.title(),
              problem.retryAfter() == null
                  ? problem.sentence()
                  : problem.sentence() + " Send it again in " + problem.retryAfter() + " seconds.");
      case 503 ->
          new ErrorView(
              AWAY,
              "admin-api cannot answer now",
              problem.sentence() + " The overview shows which part is away.");
      default -> new ErrorView(problem.status(), problem.title(), problem.sentence());
    };
  }

  static ErrorView away(ProcessingException failure) {
    return new ErrorView(
        AWAY,
        "admin-api does not answer",
        (timedOut(failure)
                ? "The answer took too long. "
                : "No connection could be made, or it was lost. ")
            + "Check its health and its log; this page works again as soon as admin-api does.");
  }

  private static boolean timedOut(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof TimeoutException
            || failure.getClass().getSimpleName().contains("Timeout")
            || timedOut(failure.getCause()));
  }
}
