/** A network for tests: keys, configuration and a gateway, in a process of its own that can be killed, or in this one. */
@NullMarked
package eu.ccngateway.launcher.testnet;

import org.jspecify.annotations.NullMarked;
