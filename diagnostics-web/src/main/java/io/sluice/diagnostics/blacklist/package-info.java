/**
 * Workflows that may not run: the table, adding one, removing one, and release by probe. Virtual
 * threads of requests.
 */
@NullMarked
package io.sluice.diagnostics.blacklist;

import org.jspecify.annotations.NullMarked;
