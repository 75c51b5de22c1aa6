package eu.ccngateway.node;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer did not come within the time allowed; what was asked may have happened. */
public final class TimedOut extends NodeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Message message;

    TimedOut(String text) {
        this(text, null);
    }

    TimedOut(String text, @Nullable Message message) {
        super(text);
        this.message = message;
    }

    /** For a put: the very message, with id and moment. Put again it is accepted once, however often. */
    public Optional<Message> message() {
        return Optional.ofNullable(message);
    }
}
