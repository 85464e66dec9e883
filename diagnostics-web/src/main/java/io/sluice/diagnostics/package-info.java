/**
 * What all pages of diagnostics-web share: the clock and the page for an unknown path. Called by
 * the virtual threads that serve requests.
 */
@NullMarked
package io.sluice.diagnostics;

import org.jspecify.annotations.NullMarked;
