/** Who changed what, and who was refused. Virtual threads of requests. */
@NullMarked
package io.sluice.diagnostics.audit;

import org.jspecify.annotations.NullMarked;
