package eu.ccngateway.applications.runtime;

import eu.ccngateway.applications.conversation.Change;
import eu.ccngateway.applications.conversation.Incoming;
import eu.ccngateway.applications.conversation.Outgoing;

/** Told what an application does, for logs, timelines and tests. Called while it does it: return soon. */
public interface Watcher {

    /** A message was handed to the application for the first time; what it decided is carried out next. */
    default void received(String address, Incoming message) {}

    /** A message is on its way; it will be put until it is accepted. */
    default void sent(String address, Outgoing message) {}

    default void changed(String address, Change change) {}

    /** A message was refused for good. */
    default void failed(String address, Outgoing message, Exception why) {}

    /** The application stopped or began again to take messages. */
    default void available(String address, boolean isAvailable) {}
}
