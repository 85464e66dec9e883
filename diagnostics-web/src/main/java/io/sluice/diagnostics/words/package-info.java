/** Numbers, sizes and times as all pages write them. Pure; any thread. */
@NullMarked
package io.sluice.diagnostics.words;

import org.jspecify.annotations.NullMarked;
