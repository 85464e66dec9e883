/**
 * The page of analytics, with plots that are drawn here: geometry is computed in pure classes, the
 * template prints it as SVG. Runs on the virtual threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.analytics;

import org.jspecify.annotations.NullMarked;
