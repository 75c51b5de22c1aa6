package eu.ccngateway.node;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There was no connection to a gateway, or it was lost before the answer came. */
public final class Disconnected extends NodeException {

    private static final long serialVersionUID = 1L;

    private final boolean isOutcomeUnknown;
    private final transient @Nullable Message message;

    Disconnected(String text, boolean isOutcomeUnknown) {
        this(text, isOutcomeUnknown, null);
    }

    Disconnected(String text, boolean isOutcomeUnknown, @Nullable Message message) {
        super(text);
        this.isOutcomeUnknown = isOutcomeUnknown;
        this.message = message;
    }

    Disconnected(String text, Throwable cause) {
        super(text, cause);
        isOutcomeUnknown = false;
        message = null;
    }

    /** True if the gateway may have done what was asked; false if it surely has not. */
    public boolean isOutcomeUnknown() {
        return isOutcomeUnknown;
    }

    /** For a put: the very message, with id and moment. Put again it is accepted once, however often. */
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }
}
