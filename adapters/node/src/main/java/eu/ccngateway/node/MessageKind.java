package eu.ccngateway.node;

import eu.ccngateway.protocol.wire.Kind;

/** What a message is in its conversation. */
public enum MessageKind {
    /** Asks for something; a reply will refer to it. */
    REQUEST(Kind.REQUEST),
    /** Answers a request, named by its correlation id. */
    REPLY(Kind.REPLY),
    /** Says something and expects nothing. */
    DATAGRAM(Kind.DATAGRAM),
    /** Says what became of a message. Only gateways make these. */
    REPORT(Kind.REPORT);

    private final Kind wire;

    MessageKind(Kind wire) {
        this.wire = wire;
    }

    Kind wire() {
        return wire;
    }

    static MessageKind of(Kind wire) {
        for (MessageKind kind : values()) {
            if (kind.wire == wire) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind: " + wire + " (expected: REQUEST, REPLY, DATAGRAM or REPORT)");
    }
}
