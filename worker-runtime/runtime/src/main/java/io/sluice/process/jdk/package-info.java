/**
 * Fields of the JDK without a usable accessor. Each reader must work without them on another JDK.
 * Any thread.
 */
@NullMarked
package io.sluice.process.jdk;

import org.jspecify.annotations.NullMarked;
