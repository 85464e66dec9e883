package io.sluice.admin.workflow;

import io.sluice.admin.identity.Organizations;
import io.sluice.api.ActionApi.ActionView;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds actions for callers who ask for them at the address of workflows, as the requirements do
 * (docs/requirements-map.md).
 */
@FunctionalInterface
public interface ActionLookup {

  /** The action with this id, if the organizations have it. */
  Optional<ActionView> find(UUID id, Organizations organizations);
}
