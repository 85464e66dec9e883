/** Tests of log lines that are not read in time. */
@NullMarked
package io.sluice.service;

import org.jspecify.annotations.NullMarked;
