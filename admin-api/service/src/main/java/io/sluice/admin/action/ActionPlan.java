package io.sluice.admin.action;

import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.CouncilApi.CouncilView;
import org.jspecify.annotations.Nullable;

/**
 * The effect of asking for an action.
 *
 * @param council the council that has to approve; null if none has to
 */
public record ActionPlan(ActionType type, @Nullable CouncilView council) {}
