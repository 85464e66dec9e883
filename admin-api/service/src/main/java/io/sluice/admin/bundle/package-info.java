/**
 * Reads jars without loading a class, stores them, and hands them to workers. One virtual thread
 * for the folder, one for requests of workers.
 */
@NullMarked
package io.sluice.admin.bundle;

import org.jspecify.annotations.NullMarked;
