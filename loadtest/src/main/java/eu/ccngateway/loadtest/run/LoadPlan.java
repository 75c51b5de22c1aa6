package eu.ccngateway.loadtest.run;

import eu.ccngateway.loadtest.traffic.TrafficProfile;
import java.time.Duration;

/**
 * What a run does.
 *
 * @param recheckOneIn of how many messages one has its seals checked a second time, from its evidence; 1 = all. What is
 *     received is verified by the SDK before that, always
 */
public record LoadPlan(TrafficProfile profile, Shape shape, Pace pace, Span span, int recheckOneIn) {

    /**
     * Who takes part; 0 leaves it to the others.
     *
     * @param domains whose nodes send and receive
     * @param queues that are sent to
     * @param producers connections that put
     * @param connections open in all; at least one for each receiving node
     */
    public record Shape(int domains, int queues, int producers, int connections) {

        public Shape {
            check("domains", domains, 100);
            check("queues", queues, 10_000);
            check("producers", producers, 10_000);
            check("connections", connections, 10_000);
        }

        private static void check(String name, int value, int max) {
            if (value < 0 || value > max) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to " + max + ")");
            }
        }
    }

    /**
     * How fast.
     *
     * @param ratePerSecond open loop: messages due a second, all together; 0 = closed loop, as fast as it goes
     * @param inFlight closed loop: messages of one connection that are not yet known to be delivered
     * @param burst messages a connection puts to one queue before it turns to the next; in the open loop they are due
     *     together
     * @param batchMax messages under one seal; 0 = as the SDK likes
     */
    public record Pace(double ratePerSecond, int inFlight, int burst, int batchMax) {

        public static final int IN_FLIGHT = 1024;

        public Pace {
            if (ratePerSecond < 0 || inFlight < 1 || burst < 1 || batchMax < 0) {
                throw new IllegalArgumentException("rate " + ratePerSecond + ", in flight " + inFlight + ", burst "
                        + burst + ", batch " + batchMax + " (expected: 0 or more, 1 or more, 1 or more, 0 or more)");
            }
        }

        /** As fast as it goes. */
        public static Pace closed(int inFlight) {
            return new Pace(0, inFlight, 1, 0);
        }

        public static Pace open(double ratePerSecond) {
            return new Pace(ratePerSecond, IN_FLIGHT, 1, 0);
        }

        public boolean isOpenLoop() {
            return ratePerSecond > 0;
        }
    }

    /**
     * How long.
     *
     * @param warmUp before what is measured
     * @param duration of what is measured; ends earlier when {@code messages} have been put
     * @param messages put in all, warm-up included; 0 = no limit
     */
    public record Span(Duration warmUp, Duration duration, long messages) {

        public Span {
            if (warmUp.isNegative() || duration.isNegative() || duration.isZero() || messages < 0) {
                throw new IllegalArgumentException("warm-up " + warmUp + ", duration " + duration + ", messages "
                        + messages + " (expected: not negative, and a duration longer than nothing)");
            }
        }
    }

    public LoadPlan {
        if (recheckOneIn < 1) {
            throw new IllegalArgumentException("verify: " + recheckOneIn + " (expected: all, or one in 1 or more)");
        }
    }
}
