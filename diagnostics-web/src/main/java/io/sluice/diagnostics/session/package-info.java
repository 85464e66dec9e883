/**
 * Who looks at the page: signing in and out, the sealed cookie that holds a sign-in, and what the
 * person may do. Cookies are read on the event loop; whatever asks admin-api runs on a worker or
 * virtual thread.
 */
@NullMarked
package io.sluice.diagnostics.session;

import org.jspecify.annotations.NullMarked;
