/** Checks shared by all configurations. Pure; called at the start. */
@NullMarked
package io.sluice.orchestrator.configuration;

import org.jspecify.annotations.NullMarked;
