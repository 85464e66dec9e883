package io.sluice.admin.livestream;

import io.quarkus.vertx.VertxContextSupport;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.sluice.admin.execution.ExecutionLook;
import io.sluice.admin.identity.Identities;
import io.sluice.admin.identity.Organizations;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refuses an upgrade for an execution that does not exist. */
@Singleton
public final class ExecutionUpgradePolicy implements HttpUpgradeCheck {

  private final ExecutionLook look;

  ExecutionUpgradePolicy(ExecutionLook look) {
    this.look = look;
  }

  @Override
  public boolean appliesTo(String endpointId) {
    return endpointId.equals(ExecutionSocket.ID);
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
    Optional<UUID> id = id(upgrade.pathParam(ExecutionSocket.PATH_ID));
    return upgrade
        .securityIdentity()
        .chain(
            identity ->
                identity.isAnonymous() || id.isEmpty()
                    ? Uni.createFrom().item(false)
                    : exists(id.get(), Identities.organizations(identity)))
        .map(
            exists ->
                exists
                    ? CheckResult.permitUpgradeSync()
                    : CheckResult.rejectUpgradeSync(
                        404,
                        UpgradePolicy.reason(
                            "No execution has this id. GET /api/executions lists them.")));
  }

  private static Optional<UUID> id(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(UUID::fromString);
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }

  private Uni<Boolean> exists(UUID id, Organizations organizations) {
    return VertxContextSupport.executeBlocking(() -> look.exists(id, organizations));
  }
}
