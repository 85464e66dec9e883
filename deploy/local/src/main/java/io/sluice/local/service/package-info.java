/**
 * The services of Sluice as child processes, with their environment and their readiness. Called by
 * one virtual thread each while the system starts.
 */
@NullMarked
package io.sluice.local.service;

import org.jspecify.annotations.NullMarked;
