/** What the embedded and the remote storage have in common: how queues and entries look in an Artemis broker. */
@NullMarked
package eu.ccngateway.adapters.artemis;

import org.jspecify.annotations.NullMarked;
