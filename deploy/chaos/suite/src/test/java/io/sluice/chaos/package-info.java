/** The chaos smoke, and the architecture rules of the suite. */
@org.jspecify.annotations.NullMarked
package io.sluice.chaos;
