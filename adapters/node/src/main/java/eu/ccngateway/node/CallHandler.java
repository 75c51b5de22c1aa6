package eu.ccngateway.node;

/** Answers calls. */
@FunctionalInterface
public interface CallHandler {

    /**
     * The answer to a call; several run at a time. Only type, content type, properties and payload of what is returned
     * matter: see {@link IncomingCall#answer}. If this throws, the caller gets no answer.
     */
    Message answer(IncomingCall call) throws Exception;
}
