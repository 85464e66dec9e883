@NullMarked
package io.sluice.admin.command;

import org.jspecify.annotations.NullMarked;
