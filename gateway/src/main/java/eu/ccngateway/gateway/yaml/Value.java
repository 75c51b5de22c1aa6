package eu.ccngateway.gateway.yaml;

import java.util.Optional;

/** A kind of scalar: how its text is understood, and what to tell the reader whose text is not. */
public interface Value<T> {

    /** The value; empty where the text is not one. */
    Optional<T> parse(String text);

    /** Completes "expected: ", for a text that is not one. */
    String expected(String text);
}
