package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.network.NetworkJson;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.WhoAmI;
import eu.ccngateway.protocol.message.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn reports}. */
@Command(
        name = "reports",
        description = {
            "Prints the reports on messages of the own domain: CoA, CoD, exception, expiration. Each is verified first.",
            "They stay in their queue unless --take."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn reports --as NTA.FR",
            "  ./ccn reports --as NTA.FR --for 0000019a5f3e... --wait 60 --output json"
        })
public final class ReportsCommand implements Callable<Integer> {

    /** After one of these, no other report on the same message will come. */
    private static final Set<String> FINAL = Set.of("COD", "EXCEPTION", "EXPIRATION");

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            description = "Where to look. Default: every REPORT queue the node may take from.")
    private List<String> queues = new ArrayList<>();

    @Option(names = "--for", paramLabel = "MESSAGE-ID", description = "Only reports on this message.")
    private @Nullable String messageId;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            arity = "0..1",
            defaultValue = "0",
            fallbackValue = "30",
            converter = SecondsConverter.class,
            description =
                    "Waits so long (30 s unless said): with --for until nothing more will come, else for the first. Default: not at all.")
    private Duration wait = Duration.ZERO;

    @Option(names = "--max", paramLabel = "N", defaultValue = "1000", description = "At most so many. Default: 1000.")
    private int max = 1_000;

    @Option(names = "--take", description = "Takes them off their queue.")
    private boolean isTaken;

    private final Console console;

    public ReportsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Browsed> seen = new ArrayList<>();
        Optional<MessageId> wanted = Optional.ofNullable(messageId).map(MessageId::parse);
        try (Node node = session.connect();
                Listing listing = new Listing(
                        console,
                        output.format(),
                        "type=REPORT",
                        "at=AT",
                        "correlationId=MESSAGE",
                        "status=STATUS",
                        "sender=GATEWAY",
                        "receiver=RECEIVER",
                        "reason=REASON")) {
            List<String> places = queues.isEmpty() ? reportQueues(node) : queues;
            long deadline = System.nanoTime() + wait.toNanos();
            boolean isComplete = collect(node, places, wanted, seen, listing);
            while (!isComplete && System.nanoTime() - deadline < 0) {
                isComplete = await(node, places, wanted, deadline, seen, listing);
            }
            seen.forEach(report -> GetCommand.await(isTaken ? report.delete() : report.release()));
        }
        if (seen.isEmpty()) {
            console.note("ccn: no reports" + wanted.map(id -> " on " + id).orElse(""));
        }
        return (seen.isEmpty() && !wait.isZero() ? ExitCode.FAILED : ExitCode.OK).number();
    }

    /** Everything that is there now; true when nothing more needs to be waited for. */
    private boolean collect(
            Node node, List<String> places, Optional<MessageId> wanted, List<Browsed> seen, Listing listing) {
        boolean isComplete = false;
        for (String place : places) {
            Optional<Browsed> next = next(node, place, wanted, Duration.ZERO);
            while (next.isPresent() && seen.size() < max) {
                isComplete |= show(next.get(), wanted, seen, listing);
                next = next(node, place, wanted, Duration.ZERO);
            }
        }
        return isComplete || seen.size() >= max;
    }

    /** One round over the places, waiting a little at each. */
    private boolean await(
            Node node,
            List<String> places,
            Optional<MessageId> wanted,
            long deadline,
            List<Browsed> seen,
            Listing listing) {
        for (String place : places) {
            long left = Math.max(0, deadline - System.nanoTime());
            Duration patience =
                    places.size() == 1 ? Duration.ofNanos(left) : Duration.ofNanos(Math.min(left, 250_000_000L));
            Optional<Browsed> next = next(node, place, wanted, patience);
            if (next.isPresent() && show(next.get(), wanted, seen, listing)) {
                collect(node, places, wanted, seen, listing);
                return true;
            }
        }
        return false;
    }

    private static Optional<Browsed> next(Node node, String place, Optional<MessageId> wanted, Duration patience) {
        return wanted.isPresent() ? node.browse(place, wanted.get(), patience) : node.browse(place, patience);
    }

    private boolean show(Browsed report, Optional<MessageId> wanted, List<Browsed> seen, Listing listing) {
        seen.add(report);
        String status = report.evidence().isVerified() ? "VERIFIED" : "NOT_VERIFIED";
        listing.add(Descriptions.of(report).add("status", status));
        return wanted.isEmpty() || FINAL.contains(report.message().type());
    }

    private List<String> reportQueues(Node node) {
        NetworkJson network = session.network();
        return node.whoAmI().rights().stream()
                .filter(right -> right.direction().equals("GET"))
                .map(WhoAmI.Right::queue)
                .filter(queue -> queue.contains("REPORT") && queue.contains(network.environment()))
                .toList();
    }
}
