/** Tests of the package, most of them of its pages against an admin-api that is a real server. */
@NullMarked
package io.sluice.diagnostics.operations;

import org.jspecify.annotations.NullMarked;
