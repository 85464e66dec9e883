/** The settings that change while the system runs. Virtual threads of requests. */
@NullMarked
package io.sluice.diagnostics.config;

import org.jspecify.annotations.NullMarked;
