/** Stands in for the worker-runtime, which this module does not depend on. */
@NullMarked
package io.sluice.process;

import org.jspecify.annotations.NullMarked;
