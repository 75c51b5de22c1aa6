package eu.ccngateway.launcher.drill;

/** How a process is made to stop. */
public enum How {
    /** As {@code kill -9}. */
    KILL,
    /** As SIGTERM: it finishes what it has begun. */
    STOP,
    /** As SIGSTOP, until SIGCONT: it is there and does nothing. */
    STALL
}
