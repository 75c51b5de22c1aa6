package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.FailureReport;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.node.Accepted;
import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Disconnected;
import eu.ccngateway.node.Message;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Put;
import eu.ccngateway.node.RefusedByGateway;
import eu.ccngateway.node.Report;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ccn put}. */
@Command(
        name = "put",
        description = "Seals messages and puts them into a queue. Ends when the gateway has made them durable.",
        footer = {
            "",
            "Example:",
            "  ./ccn put --as NTA.FR --to CORE-RCT-QUE.NCTS@CUSTTAX.IE --type CD001C-MSG.NCTS cd001c.xml",
            "  ./ccn put --as NTA.FR --to CORE-RCT-QUE.NCTS@CUSTTAX.IE --type CD001C-MSG.NCTS --wait cod 60 - < cd001c.xml"
        })
public final class PutCommand implements Callable<Integer> {

    private static final int SHOWN_LATER_MAX = 10_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private MessageOptions options = new MessageOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "Puts each file so many times. Default: 1.")
    private int count = 1;

    @Option(
            names = "--wait",
            paramLabel = "coa|cod [TIME]",
            parameterConsumer = ReportWait.Consumer.class,
            description = "Waits for the report, at most so long (default: 30 s). The reports stay in their queue.")
    private @Nullable ReportWait waiting;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Payloads; - is stdin.")
    private List<String> files = List.of();

    private final Console console;
    private ExitCode worst = ExitCode.OK;

    public PutCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (options.hasMessageId() && files.size() * (long) count > 1) {
            throw usage("--message-id with more than one message (expected: one, as every message has its own id)");
        }
        if (count < 1) {
            throw usage("--count: " + count + " (expected: 1 or more)");
        }
        try (Node node = session.connect();
                Listing listing = new Listing(
                        console,
                        output.format(),
                        "messageId=MESSAGE",
                        "status=STATUS",
                        "acceptanceId=ACCEPTANCE",
                        "report=REPORT",
                        "reason=REASON",
                        "file=FILE")) {
            Deque<Outgoing> onTheirWay = new ArrayDeque<>();
            for (String file : files) {
                Message message = options.message(file, console);
                for (int i = 0; i < count; i++) {
                    onTheirWay.add(new Outgoing(file, node.put(message)));
                    while (!onTheirWay.isEmpty()
                            && (onTheirWay.peek().put.isDone() || onTheirWay.size() > SHOWN_LATER_MAX)) {
                        listing.add(result(node, onTheirWay.remove()));
                    }
                }
            }
            while (!onTheirWay.isEmpty()) {
                listing.add(result(node, onTheirWay.remove()));
            }
        }
        return worst.number();
    }

    private record Outgoing(String file, Put put) {}

    private Fields result(Node node, Outgoing outgoing) {
        Fields fields = new Fields().add("messageId", outgoing.put.id());
        try {
            Accepted accepted = outgoing.put.await();
            fields.add("status", accepted.isDuplicate() ? "DUPLICATE" : "ACCEPTED")
                    .add("acceptanceId", accepted.acceptance())
                    .add("at", accepted.at());
            if (waiting != null) {
                addReport(fields, node, waiting, outgoing);
            }
        } catch (NodeException e) {
            worse(FailureReport.code(e));
            if (e instanceof RefusedByGateway refused) {
                fields.add("status", "REFUSED")
                        .add("refusal", Descriptions.refusal(refused))
                        .add("reason", refused.reason());
                console.note("ccn: " + outgoing.file + ": " + refused.getMessage());
            } else {
                boolean isUnknown = e instanceof Disconnected lost && lost.isOutcomeUnknown();
                fields.add("status", isUnknown ? "UNKNOWN" : "FAILED").add("reason", String.valueOf(e.getMessage()));
                console.note("ccn: " + outgoing.file + ": " + e.getMessage());
            }
        }
        return fields.add("to", options.to()).add("file", outgoing.file);
    }

    private void addReport(Fields fields, Node node, ReportWait wanted, Outgoing outgoing) {
        Optional<Browsed> report = wanted.await(node, options.reportQueue(), outgoing.put.id());
        if (report.isPresent()) {
            String type = report.get().message().type();
            fields.add("report", type)
                    .add("reportVerified", report.get().evidence().isVerified())
                    .add("reportAt", report.get().report().map(Report::at));
            if (!wanted.isWanted(type)) {
                worse(ExitCode.FAILED);
                String reason = report.get().report().orElseThrow() instanceof Report.ExceptionReport exception
                        ? ": " + exception.reason()
                        : "";
                console.note("ccn: " + outgoing.put.id() + ": " + type + reason);
            }
        } else {
            worse(ExitCode.FAILED);
            console.note("ccn: " + outgoing.put.id() + ": no " + wanted.name() + " within "
                    + wanted.time().toSeconds() + " s (the message is safe; look later with: ccn reports --for "
                    + outgoing.put.id() + ")");
        }
    }

    private void worse(ExitCode code) {
        if (code.number() > worst.number()) {
            worst = code;
        }
    }

    private RuntimeException usage(String text) {
        return spec == null ? new IllegalArgumentException(text) : new ParameterException(spec.commandLine(), text);
    }
}
