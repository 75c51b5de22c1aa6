/** The commands of the doors: a node for systems that know files, HTTP or JMS and nothing of this network. */
@NullMarked
package eu.ccngateway.launcher.door;

import org.jspecify.annotations.NullMarked;
