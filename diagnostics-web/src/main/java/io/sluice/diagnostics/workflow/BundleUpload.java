package io.sluice.diagnostics.workflow;

import io.quarkus.csrf.reactive.runtime.CsrfTokenParameterProvider;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.VertxInputStream;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.virtual.threads.VirtualThreads;
import io.sluice.api.BundleApi;
import io.sluice.api.BundleApi.BundleReceipt;
import io.sluice.diagnostics.api.BundleUploadClient;
import io.sluice.diagnostics.page.BodyLimit;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.session.Person;
import io.vertx.core.Context;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Passes the jar of a form on to admin-api while it arrives, a buffer at a time. It is no page,
 * because those read a whole form before they check its CSRF token: here the sign-in, the role and
 * the token are checked before the file is read. {@link UploadPage} then shows the outcome. Each
 * upload runs on its own virtual thread.
 */
@ApplicationScoped
class BundleUpload {

  private static final Logger LOG = Logger.getLogger(BundleUpload.class);
  private static final String OUTCOME = "sluice.upload";
  private static final int BEFORE_PAGES = 100;
  private static final int MAX_CONCURRENT = 4;
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private static final ErrorView TOO_LARGE =
      new ErrorView(
          413, "The file is too large", "A bundle has at most 64 MiB. Nothing has changed.");
  private static final ErrorView TOO_MANY =
      new ErrorView(
          429,
          "Too many uploads at the same time",
          "Nothing has changed. Send the file again in a few seconds.");
  private static final ErrorView NO_ROLE =
      new ErrorView(
          403,
          "Your role does not allow this",
          "The upload of a bundle needs the role deployer. A platform-admin can give you another"
              + " role.");

  private final BundleUploadClient api;
  private final CsrfTokenParameterProvider csrf;
  private final IdentityProviderManager identities;
  private final CurrentIdentityAssociation association;
  private final CurrentVertxRequest current;
  private final ExecutorService threads;
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

  BundleUpload(
      @RestClient BundleUploadClient api,
      CsrfTokenParameterProvider csrf,
      IdentityProviderManager identities,
      CurrentIdentityAssociation association,
      CurrentVertxRequest current,
      @VirtualThreads ExecutorService threads) {
    this.api = api;
    this.csrf = csrf;
    this.identities = identities;
    this.association = association;
    this.current = current;
    this.threads = threads;
  }

  /** The end of an upload. */
  sealed interface Outcome {

    /**
     * admin-api has the bundle.
     *
     * @param isNew false if the same jar was registered before
     */
    record Registered(boolean isNew, BundleReceipt receipt) implements Outcome {}

    /** This service has refused the upload. */
    record Refused(ErrorView error) implements Outcome {}

    /** admin-api has refused the upload, or did not answer. */
    record Failed(RuntimeException failure) implements Outcome {}
  }

  /** Returns the outcome of the upload in this request; null if there was none. */
  static @Nullable Outcome outcome(RoutingContext routing) {
    return routing.get(OUTCOME);
  }

  void register(@Observes Router router) {
    router.post(BodyLimit.UPLOADS).order(BEFORE_PAGES).handler(this::take);
  }

  private void take(RoutingContext routing) {
    Context loop = routing.vertx().getOrCreateContext();
    QuarkusHttpUser.getSecurityIdentity(routing, identities)
        .subscribe()
        .with(
            identity -> {
              if (!Person.canDeploy(identity)) {
                show(routing, loop, new Outcome.Refused(NO_ROLE));
              } else if (permits.tryAcquire()) {
                threads.execute(() -> run(routing, loop, identity));
              } else {
                show(routing, loop, new Outcome.Refused(TOO_MANY));
              }
            },
            routing::fail);
  }

  private void run(RoutingContext routing, Context loop, SecurityIdentity identity) {
    try {
      show(routing, loop, upload(routing, identity));
    } catch (IOException gone) {
      LOG.debugf("the sender of a bundle has left reason=%s", gone.getMessage());
      routing.request().connection().close();
    } finally {
      permits.release();
    }
  }

  @ActivateRequestContext
  Outcome upload(RoutingContext routing, SecurityIdentity identity) throws IOException {
    association.setIdentity(identity);
    current.setCurrent(routing);
    String type =
        Objects.requireNonNullElse(routing.request().getHeader(HttpHeaders.CONTENT_TYPE), "");
    var body = new BufferedInputStream(new VertxInputStream(routing, READ_TIMEOUT.toMillis()));
    Optional<UploadForm> form = UploadForm.read(type, csrf.getParameterName(), body);
    if (form.isEmpty() || !isOfThisBrowser(form.get().first(), routing)) {
      return new Outcome.Refused(ErrorView.STALE_FORM);
    }
    Outcome outcome =
        BodyLimit.length(routing.request()) > BundleApi.MAX_UPLOAD_BYTES
            ? new Outcome.Refused(TOO_LARGE)
            : passedOn(type, form.get().rest());
    // A browser shows the answer when it has sent everything.
    body.transferTo(OutputStream.nullOutputStream());
    BodyLimit.read(routing);
    return outcome;
  }

  private boolean isOfThisBrowser(String token, RoutingContext routing) {
    Cookie cookie = routing.request().getCookie(csrf.getCookieName());
    return cookie != null
        && !token.isEmpty()
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8),
            cookie.getValue().getBytes(StandardCharsets.UTF_8));
  }

  private Outcome passedOn(String type, InputStream form) {
    try (RestResponse<BundleReceipt> answer = api.upload(type, form)) {
      return new Outcome.Registered(
          answer.getStatus() == RestResponse.StatusCode.CREATED, answer.getEntity());
    } catch (RuntimeException failure) {
      return new Outcome.Failed(failure);
    }
  }

  /** Lets the page answer the request, which must not look for a form in the body again. */
  private static void show(RoutingContext routing, Context loop, Outcome outcome) {
    routing.put(OUTCOME, outcome);
    loop.runOnContext(
        _ -> {
          routing.request().headers().remove(HttpHeaders.CONTENT_TYPE);
          routing.reroute(HttpMethod.GET, BodyLimit.UPLOADS);
        });
  }
}
