/**
 * Callers and their rights: tokens, roles, organizations, built-in users and their sign-ins, an
 * OpenID provider, and the audit entry of each change. Checks of tokens run on the event loop,
 * everything else on the virtual thread of the request.
 */
@NullMarked
package io.sluice.admin.identity;

import org.jspecify.annotations.NullMarked;
