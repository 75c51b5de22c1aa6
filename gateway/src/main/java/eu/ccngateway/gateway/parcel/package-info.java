/** Parcels: how messages of one seal for one queue are laid out in the entries that a queue keeps. */
@NullMarked
package eu.ccngateway.gateway.parcel;

import org.jspecify.annotations.NullMarked;
