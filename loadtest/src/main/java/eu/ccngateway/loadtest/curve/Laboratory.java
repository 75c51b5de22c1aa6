package eu.ccngateway.loadtest.curve;

import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.Network;
import java.io.IOException;

/** Where a network is started for one point of a curve, and ended after it. */
@FunctionalInterface
public interface Laboratory {

    /** What is done with the network. */
    @FunctionalInterface
    interface Experiment<T> {
        T on(Network network) throws InterruptedException;
    }

    /** A network with the domains and applications of the plan. */
    <T> T with(LoadPlan plan, Experiment<T> experiment) throws IOException, InterruptedException;
}
