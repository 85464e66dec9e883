/**
 * Authentication and authorization: tokens, roles and rate limits. Checks run on the event loop,
 * queries on virtual threads.
 */
@NullMarked
package io.sluice.admin.security;

import org.jspecify.annotations.NullMarked;
