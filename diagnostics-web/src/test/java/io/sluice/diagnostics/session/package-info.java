/** Signing in, against an admin-api that is a real HTTP server. */
@NullMarked
package io.sluice.diagnostics.session;

import org.jspecify.annotations.NullMarked;
