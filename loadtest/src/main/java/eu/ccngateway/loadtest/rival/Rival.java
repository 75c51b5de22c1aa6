package eu.ccngateway.loadtest.rival;

import java.time.Duration;
import java.util.Map;

/** What a user would pick instead, running. */
public interface Rival extends AutoCloseable {

    /** Its settings, for people. */
    Map<String, String> configuration();

    /**
     * Transfers for a while, and says how it went; where it has several ways, the better one of this round.
     *
     * @throws IllegalStateException if something was lost
     */
    RivalRound round(Duration warmUp, Duration measured) throws InterruptedException;

    @Override
    void close();
}
