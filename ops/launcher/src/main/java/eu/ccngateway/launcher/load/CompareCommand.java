package eu.ccngateway.launcher.load;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Json;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.loadtest.process.Child;
import eu.ccngateway.loadtest.rival.Comparison;
import eu.ccngateway.loadtest.rival.Outcome;
import eu.ccngateway.loadtest.rival.Rival;
import eu.ccngateway.loadtest.rival.RivalKeys;
import eu.ccngateway.loadtest.rival.Transfer;
import eu.ccngateway.loadtest.rival.artemis.ArtemisRival;
import eu.ccngateway.loadtest.rival.rabbit.RabbitRival;
import eu.ccngateway.loadtest.run.LoadPlan;
import eu.ccngateway.loadtest.run.Network;
import eu.ccngateway.loadtest.traffic.ProfileFile;
import eu.ccngateway.loadtest.traffic.Sizes;
import eu.ccngateway.loadtest.traffic.TrafficProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn loadtest compare}. */
@Command(
        name = "compare",
        description = {
            "The gateway against what a user would pick instead, in alternating rounds on this machine: the same payloads,",
            "queues and producers, mutual TLS, every message durable before it is confirmed. Ours is sealed, verified on",
            "both sides and reported on as always; the rival's is not. Every process is started for this and ended after.",
            "The first round warms both up and does not count. Ends with 4 when a message of ours is not accounted for."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest compare --peer artemis --rounds 5",
            "  ./ccn loadtest compare --peer rabbitmq --rounds 5 --queues 27 --output json"
        })
final class CompareCommand implements Callable<Integer> {

    enum Peer {
        ARTEMIS,
        RABBITMQ
    }

    @Option(names = "--peer", required = true, paramLabel = "artemis|rabbitmq", description = "Whom to compare with.")
    private Peer peer = Peer.ARTEMIS;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Pairs that count. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "15",
            paramLabel = "S",
            description = "Measured in each round. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "5",
            paramLabel = "S",
            description = "Before that, in each round. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--queues", defaultValue = "8", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int queues;

    @Option(names = "--producers", defaultValue = "8", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int producers;

    @Option(names = "--payload", defaultValue = "4670", paramLabel = "BYTES", description = "Default: ${DEFAULT-VALUE}")
    private int payload;

    @Option(
            names = "--in-flight",
            defaultValue = "1024",
            paramLabel = "N",
            description = "Ours: messages of a producer not yet known to be delivered. Default: ${DEFAULT-VALUE}")
    private int inFlight;

    @Option(
            names = "--peer-in-flight",
            defaultValue = "512",
            paramLabel = "N",
            description = "Theirs: messages of a producer not yet received. Default: ${DEFAULT-VALUE}")
    private int peerInFlight;

    @Mixin
    private StartedOptions started = new StartedOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (peer == Peer.RABBITMQ && !RabbitRival.isInstalled()) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "rabbitmq-server is not installed, so nothing was compared; install it (Debian: apt install"
                            + " rabbitmq-server) and run this again");
        }
        LoadPlan plan = plan();
        Path directory = Files.createTempDirectory("ccn-rival-");
        try (Rival rival = rival(directory, RivalPki.make(directory));
                StartedNetwork network = started.start(plan)) {
            Outcome outcome = compare(plan, network.network(), rival);
            print(outcome);
            return (outcome.isWhole() ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
        } finally {
            Child.delete(directory);
        }
    }

    private LoadPlan plan() {
        TrafficProfile profile =
                ProfileFile.read("transit").withSizes(Sizes.fixed(payload)).over((queues + 26) / 27);
        int domains = Math.min(27, Math.max(queues, Math.min(producers, 8)));
        return new LoadPlan(
                profile,
                new LoadPlan.Shape(domains, queues, producers, 0),
                LoadPlan.Pace.closed(inFlight),
                new LoadPlan.Span(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), 0),
                100);
    }

    private Rival rival(Path directory, RivalKeys keys) throws InterruptedException {
        Transfer transfer = new Transfer(queues, producers, payload, peerInFlight);
        return peer == Peer.ARTEMIS
                ? ArtemisRival.start(NetworkUse.jvm(), directory, keys, transfer)
                : RabbitRival.start(directory, keys, transfer);
    }

    private Outcome compare(LoadPlan plan, Network network, Rival rival) throws InterruptedException {
        boolean isJson = output.format() == OutputFormat.JSON;
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("peer", name());
        settings.put("theirs", rival.configuration());
        settings.put("ours", network.facts());
        settings.put("oursInFlight", inFlight);
        settings.put("queues", queues);
        settings.put("producers", producers);
        settings.put("payload", payload);
        if (isJson) {
            console.say(Json.write(settings));
        } else {
            rival.configuration().forEach((key, value) -> console.say(String.format("%-14s %s", key, value)));
            network.facts().forEach((key, value) -> console.say(String.format("%-14s %s", key, value)));
        }
        List<Comparison.Round> all = new Comparison(
                        plan, network, rival, ProcessHandle.current().pid(), round -> said(round, isJson))
                .run(rounds, System.currentTimeMillis());
        return new Outcome(name(), all);
    }

    private void said(Comparison.Round round, boolean isJson) {
        console.note(String.format(
                Locale.ROOT,
                "%s: ours %,.0f/s, %s %s %,.0f/s, ratio %.2f%s",
                round.number() == 0 ? "warm-up" : "round " + round.number(),
                round.ours().throughputPerSecond(),
                name(),
                round.theirs().variant(),
                round.theirs().perSecond(),
                round.ratio(),
                round.ours().isWhole()
                        ? ""
                        : " NOT VERIFIED: " + round.ours().counts().faults()));
        if (isJson && round.number() > 0) {
            console.say(Json.write(Summary.rounded(round.json())));
        }
    }

    private void print(Outcome outcome) {
        Map<String, Object> json = outcome.json();
        if (output.format() == OutputFormat.JSON) {
            console.say(Json.write(Summary.rounded(json)));
        } else {
            Map<String, Object> shown = new LinkedHashMap<>();
            json.forEach((key, value) -> shown.put(key, Summary.rounded(value)));
            console.say("ours / " + outcome.peer() + ": " + shown.get("ratio") + " (median of " + shown.get("rounds")
                    + " rounds, " + shown.get("ratioMin") + " to " + shown.get("ratioMax") + "); ours "
                    + shown.get("oursPerSecond") + "/s, theirs " + shown.get("theirsPerSecond") + "/s");
        }
    }

    private String name() {
        return peer.name().toLowerCase(Locale.ROOT);
    }
}
