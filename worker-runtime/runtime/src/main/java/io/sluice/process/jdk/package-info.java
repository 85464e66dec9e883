/**
 * Fields of the JDK that have no accessor the runtime can use. Whoever reads one must do without it
 * on another JDK. Any thread.
 */
@NullMarked
package io.sluice.process.jdk;

import org.jspecify.annotations.NullMarked;
