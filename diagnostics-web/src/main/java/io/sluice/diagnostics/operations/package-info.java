/** Who changed what, and who was refused. Virtual threads of requests. */
@NullMarked
package io.sluice.diagnostics.operations;

import org.jspecify.annotations.NullMarked;
