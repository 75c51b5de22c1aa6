package eu.ccngateway.node;

/** Something the node asked for did not happen. The subclasses say which kind; the text says what to do. */
public class NodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NodeException(String text) {
        super(text);
    }

    public NodeException(String text, Throwable cause) {
        super(text, cause);
    }
}
