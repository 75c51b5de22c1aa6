package eu.ccngateway.node;

/** The node was closed, so nothing more is done by it. */
public final class NodeClosed extends NodeException {

    private static final long serialVersionUID = 1L;

    NodeClosed(String text) {
        super(text);
    }
}
