/**
 * The built-in users: passwords, signing in, sessions and personal access tokens. Runs on the
 * virtual thread of the request.
 */
@NullMarked
package io.sluice.admin.user;

import org.jspecify.annotations.NullMarked;
