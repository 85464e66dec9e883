/**
 * The overview page: what is up, as asked while the page was made. Rendered on the virtual thread
 * of the request.
 */
@NullMarked
package io.sluice.diagnostics.overview;

import org.jspecify.annotations.NullMarked;
