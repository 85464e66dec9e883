/**
 * PostgreSQL and Redis from Maven artifacts. Called by one virtual thread each while the system
 * starts.
 */
@NullMarked
package io.sluice.local.data;

import org.jspecify.annotations.NullMarked;
