/** The directory of a running network as client commands find it: {@code network.json} and what it names. */
@NullMarked
package eu.ccngateway.launcher.network;

import org.jspecify.annotations.NullMarked;
