/** The feed, the picture, and what is pushed of it. */
@NullMarked
package io.sluice.diagnostics.live;

import org.jspecify.annotations.NullMarked;
