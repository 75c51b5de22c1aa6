package eu.ccngateway.applications.catalogue;

/** What the sources say about a system and the network. */
public enum Mark {
    /** Its messages are counted under the figures of the network, or the network is named for it. */
    M,
    /** Covered by the general sentence that the network enables these systems. */
    G,
    /** Plausible; an inference. */
    P,
    /** Nothing points to the network. */
    NONE
}
