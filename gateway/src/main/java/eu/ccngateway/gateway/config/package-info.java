/** The configuration of one gateway: a file, bound strictly to immutable records; nothing else is read from anywhere. */
@NullMarked
package eu.ccngateway.gateway.config;

import org.jspecify.annotations.NullMarked;
