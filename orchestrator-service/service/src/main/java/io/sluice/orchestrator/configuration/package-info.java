/** What all configurations share. Pure; called at the start. */
@NullMarked
package io.sluice.orchestrator.configuration;

import org.jspecify.annotations.NullMarked;
