package eu.ccngateway.applications.runtime;

import eu.ccngateway.node.Node;

/** A network that an application is in, as one of its nodes. Most are in one; a bridge is in two. */
public record Side(Node node, Partners partners) {}
