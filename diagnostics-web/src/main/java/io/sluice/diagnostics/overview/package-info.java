/**
 * The overview page. Rendered on the virtual thread of the request; its live sections by the
 * renderer's thread.
 */
@NullMarked
package io.sluice.diagnostics.overview;

import org.jspecify.annotations.NullMarked;
