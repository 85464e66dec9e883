/** The root of diagnostics-web: its clock and its start-up checks. */
@NullMarked
package io.sluice.diagnostics;

import org.jspecify.annotations.NullMarked;
