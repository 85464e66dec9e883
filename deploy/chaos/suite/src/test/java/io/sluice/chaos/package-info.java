/** The smoke, and the rules that hold for the whole suite. */
@org.jspecify.annotations.NullMarked
package io.sluice.chaos;
