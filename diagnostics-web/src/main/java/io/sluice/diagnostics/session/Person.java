package io.sluice.diagnostics.session;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.api.UserApi.Me;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signed-in person, for templates: {@code inject:person}. Decides only which controls are
 * shown; admin-api decides permissions. Never waits: an unknown person counts as not signed in.
 */
@RequestScoped
@Named("person")
public class Person {

  static final String ME = "sluice.me";
  private static final String EVERY_ORGANIZATION = "*";
  private static final String ADMINISTRATOR = "platform-admin";

  /** The roles from the least to the most rights; each includes those before it. */
  public static final List<String> ROLES =
      List.of("viewer", "agent", "operator", "deployer", ADMINISTRATOR);

  private static final Set<String> DEPLOYERS = Set.of("deployer", ADMINISTRATOR);
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

  /** The role; empty if there is none, or if it is unknown. */
  public String getRole() {
    Me me = me();
    return me == null ? "" : me.role();
  }

  /** The roles that a token of the person may have. */
  public List<String> rolesUpToOwn() {
    return ROLES.subList(0, ROLES.indexOf(getRole()) + 1);
  }

  /** True if cancel, retry and similar actions are offered. */
  public boolean isCanOperate() {
    return OPERATORS.contains(getRole());
  }

  /** True if the upload of bundles and the rollback of workflows are offered. */
  public boolean isCanDeploy() {
    return DEPLOYERS.contains(getRole());
  }

  /** The same for another identity than that of this request. An unknown person may not. */
  public static boolean canDeploy(SecurityIdentity identity) {
    Me me = identity.getAttribute(ME);
    return me != null && DEPLOYERS.contains(me.role());
  }

  /** True if recycle, blacklist, settings and the audit log are offered. */
  public boolean isCanAdminister() {
    return getRole().equals(ADMINISTRATOR);
  }

  /** True if the person may see the executions of all organizations. */
  public boolean isSeesAll() {
    SecurityIdentity identity = identity();
    return identity != null && seesAll(identity);
  }

  /**
   * The same for another identity than that of this request. An unknown person does not see all.
   */
  public static boolean seesAll(SecurityIdentity identity) {
    Me me = identity.getAttribute(ME);
    return me != null && me.organizations().contains(EVERY_ORGANIZATION);
  }

  /** True if the person has a password here. */
  public boolean isBuiltIn() {
    Me me = me();
    return me != null && me.builtIn();
  }

  /** True if the password must be changed before anything else. */
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
        association
            .getDeferredIdentity()
            .onFailure() // a sign-in that has ended, on a page that needs none
            .recoverWithNull()
            .subscribeAsCompletionStage()
            .getNow(null);
    return identity == null || identity.isAnonymous() ? null : identity;
  }
}
