/**
 * Actions: executions with a business case, which a council may have to approve. Requests run on
 * their virtual threads; {@link io.sluice.admin.action.CouncilDeadlines} has a loop of its own.
 */
@NullMarked
package io.sluice.admin.action;

import org.jspecify.annotations.NullMarked;
