/** How every command talks: data to stdout, everything else to stderr, an exit code a script can rely on. */
@NullMarked
package eu.ccngateway.launcher.console;

import org.jspecify.annotations.NullMarked;
