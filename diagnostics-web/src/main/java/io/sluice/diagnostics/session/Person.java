package io.sluice.diagnostics.session;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.api.Me;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the page, for templates: {@code inject:person}. It decides only what is shown;
 * admin-api decides what is allowed. Never waits: who is not known yet is not signed in.
 */
@RequestScoped
@Named("person")
public class Person {

  static final String ME = "sluice.me";
  private static final String EVERY_ORGANIZATION = "*";
  private static final String ADMINISTRATOR = "platform-admin";
  private static final Set<String> OPERATORS = Set.of("operator", "deployer", ADMINISTRATOR);

  private final CurrentIdentityAssociation association;

  Person(CurrentIdentityAssociation association) {
    this.association = association;
  }

  public boolean isSignedIn() {
    return identity() != null;
  }

  public String getName() {
    SecurityIdentity identity = identity();
    return identity == null ? "" : identity.getPrincipal().getName();
  }

  /** Empty when there is none, or it is not known. */
  public String getRole() {
    Me me = me();
    return me == null ? "" : me.role();
  }

  /** Whether cancel, retry and the like are offered. */
  public boolean isCanOperate() {
    return OPERATORS.contains(getRole());
  }

  /** Whether earlier versions of workflows may be brought back. */
  public boolean isCanDeploy() {
    return isCanAdminister() || getRole().equals("deployer");
  }

  /** Whether recycle, blacklist, settings and the audit are offered. */
  public boolean isCanAdminister() {
    return getRole().equals(ADMINISTRATOR);
  }

  /** Whether the person sees the executions of all organizations. */
  public boolean isSeesAll() {
    SecurityIdentity identity = identity();
    return identity != null && seesAll(identity);
  }

  /** The same, of a person who is not the one of this request. Who is not known sees not all. */
  public static boolean seesAll(SecurityIdentity identity) {
    Me me = identity.getAttribute(ME);
    return me != null && me.organizations().contains(EVERY_ORGANIZATION);
  }

  /** Whether the person has a password here. */
  public boolean isBuiltIn() {
    Me me = me();
    return me != null && me.builtIn();
  }

  /** Whether a new password comes before anything else. */
  boolean mustChangePassword() {
    SecurityIdentity identity = identity();
    UserSession session = identity == null ? null : SessionIdentities.session(identity);
    return session != null && session.mustChangePassword();
  }

  private @Nullable Me me() {
    SecurityIdentity identity = identity();
    return identity == null ? null : identity.getAttribute(ME);
  }

  private @Nullable SecurityIdentity identity() {
    SecurityIdentity identity =
        association.getDeferredIdentity().subscribeAsCompletionStage().getNow(null);
    return identity == null || identity.isAnonymous() ? null : identity;
  }
}
