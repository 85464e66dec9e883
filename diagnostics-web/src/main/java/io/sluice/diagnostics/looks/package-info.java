/**
 * What the layout needs to know of a visitor's taste and of the files it links. Called by the
 * virtual threads that serve requests.
 */
@NullMarked
package io.sluice.diagnostics.looks;

import org.jspecify.annotations.NullMarked;
