/**
 * The signed-in person: signing in and out, the sealed session cookie, and the controls that the
 * role permits. Cookies are read on the event loop; calls of admin-api run on worker or virtual
 * threads.
 */
@NullMarked
package io.sluice.diagnostics.session;

import org.jspecify.annotations.NullMarked;
