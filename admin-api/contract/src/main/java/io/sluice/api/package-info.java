/**
 * Records of the admin API: requests and responses of its REST operations, as JSON in snake_case.
 * They are immutable values.
 */
@NullMarked
package io.sluice.api;

import org.jspecify.annotations.NullMarked;
