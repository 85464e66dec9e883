/** What people see first. */
@NullMarked
package io.sluice.diagnostics.overview;

import org.jspecify.annotations.NullMarked;
