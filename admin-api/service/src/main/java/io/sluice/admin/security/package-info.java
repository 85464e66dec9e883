/**
 * Who calls: tokens, roles and signing in. Checks run on the event loop, look-ups on virtual
 * threads.
 */
@NullMarked
package io.sluice.admin.security;

import org.jspecify.annotations.NullMarked;
