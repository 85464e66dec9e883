/**
 * The records of the admin API: what its REST operations take and answer, as JSON in snake_case.
 * Values without a thread of their own.
 */
@NullMarked
package io.sluice.api;

import org.jspecify.annotations.NullMarked;
