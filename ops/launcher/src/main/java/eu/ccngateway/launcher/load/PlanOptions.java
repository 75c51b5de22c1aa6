package eu.ccngateway.launcher.load;

import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.traffic.ProfileFile;
import eu.ccngateway.loadtest.traffic.Sizes;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run does, as options. */
final class PlanOptions {

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            defaultValue = "transit",
            description = "What is sent; see loadtest list. Default: ${DEFAULT-VALUE}")
    private String profile = "";

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            description = "Payload of every message, instead of the profile's sizes.")
    private @Nullable Integer payload;

    @Option(
            names = "--rate",
            defaultValue = "0",
            paramLabel = "N",
            description = "Open loop: messages due a second, all together, whether earlier ones were answered or not."
                    + " 0 = closed loop, as many as it takes. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--in-flight",
            defaultValue = "1024",
            paramLabel = "N",
            description =
                    "Closed loop: messages of a connection not yet known to be delivered. Default: ${DEFAULT-VALUE}")
    private int inFlight;

    @Option(
            names = "--burst",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Messages a connection puts to one queue before it turns to the next. Default: ${DEFAULT-VALUE}")
    private int burst;

    @Option(
            names = "--batch",
            defaultValue = "0",
            paramLabel = "N",
            description = "Messages under one seal at most. Default: as the SDK likes, 256")
    private int batch;

    @Option(
            names = "--duration",
            defaultValue = "20",
            paramLabel = "SECONDS",
            description = "Measured time. Default: ${DEFAULT-VALUE}, or as long as --messages takes")
    private int duration;

    @Option(
            names = "--messages",
            defaultValue = "0",
            paramLabel = "N",
            description = "Put so many in all, and measure until the last one is delivered.")
    private long messages;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            description = "Before the measured time. Default: 10, with --messages 0")
    private @Nullable Integer warmUp;

    @Option(
            names = "--domains",
            defaultValue = "0",
            paramLabel = "N",
            description = "Domains that take part. Default: 8, or as many as there are")
    private int domains;

    @Option(
            names = "--queues",
            defaultValue = "0",
            paramLabel = "N",
            description = "Queues that are sent to. Default: one for each domain and application of the profile")
    private int queues;

    @Option(
            names = "--producers",
            defaultValue = "0",
            paramLabel = "N",
            description = "Connections that put. Default: all")
    private int producers;

    @Option(
            names = "--connections",
            defaultValue = "0",
            paramLabel = "N",
            description = "Connections in all; the receiving nodes have one each. Default: no more than these")
    private int connections;

    @Option(
            names = "--verify",
            defaultValue = "100",
            paramLabel = "all|N",
            description = {
                "Everything received is verified by the SDK; besides, one message in N and its reports have seal, proof"
                        + " and signer checked a second time from their evidence. Default: ${DEFAULT-VALUE}"
            })
    private String verify = "";

    LoadPlan plan() {
        TrafficProfile traffic = ProfileFile.read(profile);
        if (payload != null) {
            traffic = traffic.withSizes(Sizes.fixed(payload));
        }
        int wantedDomains = domains();
        int applications = traffic.applications().size();
        traffic = traffic.over(Math.max(applications, (queues + wantedDomains - 1) / wantedDomains));
        int seconds = messages > 0 && duration == 20 ? 86_400 : duration;
        int warm = warmUp == null ? messages > 0 ? 0 : 10 : warmUp;
        return new LoadPlan(
                traffic,
                new LoadPlan.Shape(domains, queues, producers, connections),
                new LoadPlan.Pace(rate, inFlight, burst, batch),
                new LoadPlan.Span(Duration.ofSeconds(warm), Duration.ofSeconds(seconds), messages),
                recheckOneIn());
    }

    /** As many as asked for; a network of its own gets so many. */
    int domains() {
        return domains > 0 ? domains : 8;
    }

    private int recheckOneIn() {
        if (verify.equals("all")) {
            return 1;
        }
        if (!verify.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("--verify: '" + verify + "' (expected: all, or one in 1 or more)");
        }
        return Integer.parseInt(verify);
    }
}
