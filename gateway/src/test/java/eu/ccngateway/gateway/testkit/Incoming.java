package eu.ccngateway.gateway.testkit;

import eu.ccngateway.protocol.wire.Frame;

/** A frame that came, with its tail. */
public record Incoming(Frame head, byte[] tail) {}
