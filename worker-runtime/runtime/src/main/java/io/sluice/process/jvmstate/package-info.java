/**
 * State of the whole JVM (default locale, system properties, standard streams, …): read before the
 * first execution, compared and restored after each one. The loop thread runs it; it reads and
 * writes fields of the JDK without their accessors, because those take locks that a workflow can
 * hold, or call objects that a workflow has set.
 */
@NullMarked
package io.sluice.process.jvmstate;

import org.jspecify.annotations.NullMarked;
