package eu.ccngateway.gateway.session;

import eu.ccngateway.protocol.wire.Frame;

/** The numbers of requests, which their replies repeat. */
final class Requests {

    /** Of a frame that is no request. */
    private static final long NONE = -1;

    private Requests() {}

    /** 0 stands for the connection; a request cannot have it. */
    static boolean isUnnumbered(Frame head) {
        return number(head) == 0;
    }

    static long number(Frame head) {
        return switch (head.getBodyCase()) {
            case PUT_BATCH -> head.getPutBatch().getRequest();
            case PUT_ONE -> head.getPutOne().getRequest();
            case PUT_LARGE -> head.getPutLarge().getRequest();
            case SUBSCRIBE -> head.getSubscribe().getRequest();
            case UNSUBSCRIBE -> head.getUnsubscribe().getRequest();
            case GET -> head.getGet().getRequest();
            case SETTLE -> head.getSettle().getRequest();
            case DEPTH -> head.getDepth().getRequest();
            case WHO_AM_I -> head.getWhoAmI().getRequest();
            case CALL -> head.getCall().getRequest();
            case SERVE -> head.getServe().getRequest();
            default -> NONE;
        };
    }
}
