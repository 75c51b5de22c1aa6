package eu.ccngateway.gateway.testkit;

import eu.ccngateway.protocol.refusal.RefusalCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test after which these refusals have come over the wire; it fails when one has not. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Provokes {
    RefusalCode[] value();
}
