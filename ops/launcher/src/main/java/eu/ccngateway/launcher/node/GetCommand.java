package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Node;
import eu.ccngateway.node.NodeException;
import eu.ccngateway.node.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn get}. */
@Command(
        name = "get",
        description = {
            "Takes messages from a queue of the own domain: verifies each, writes its payload, then acknowledges it.",
            "Ends with 1 when none came, unless --all."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn get --as NTA.IE --queue CORE-RCT-QUE.NCTS",
            "  ./ccn get --as NTA.IE --queue CORE-RCT-QUE.NCTS --max 100 --wait 10 --out in --output json"
        })
public final class GetCommand implements Callable<Integer> {

    private static final int BATCH = 100;

    @Mixin
    private NodeSession session = new NodeSession();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--queue",
            required = true,
            paramLabel = "QUEUE",
            description = "Own queue, for example CORE-RCT-QUE.NCTS.")
    private String queue = "";

    @Option(names = "--max", paramLabel = "N", defaultValue = "1", description = "Takes at most so many. Default: 1.")
    private int max = 1;

    @Option(names = "--all", description = "Takes everything that is there.")
    private boolean isAll;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "0",
            converter = SecondsConverter.class,
            description = "Waits so long for the first. Default: not at all.")
    private Duration wait = Duration.ZERO;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes payloads to files there instead of stdout.")
    private @Nullable Path out;

    @Option(names = "--no-ack", description = "Only looks: the messages go back to the queue, as if never taken.")
    private boolean isReleased;

    @Option(names = "--rollback", description = "The messages go back to the queue, counted as backed out.")
    private boolean isRolledBack;

    private final Console console;

    public GetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean isPlain = PayloadSink.isPlain(output.format(), Optional.ofNullable(out));
        if (isPlain && (isAll || max > 1)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "more than one message to stdout (expected: --out DIR or --output json, to tell them apart)");
        }
        if (isReleased && isRolledBack) {
            throw new CommandFailed(ExitCode.USAGE, "--no-ack with --rollback (expected: one of them)");
        }
        int count;
        try (PayloadSink sink = new PayloadSink(console, output.format(), Optional.ofNullable(out));
                Node node = session.connect()) {
            count = take(node, sink);
        }
        if (count == 0 && !isAll) {
            console.note("ccn: no message in " + queue + (wait.isZero() ? "" : " within " + wait.toSeconds() + " s"));
            return ExitCode.FAILED.number();
        }
        return ExitCode.OK.number();
    }

    private int take(Node node, PayloadSink sink) {
        int limit = isAll ? Integer.MAX_VALUE : max;
        List<Settling> later = new ArrayList<>();
        int count = 0;
        Duration patience = wait;
        while (count < limit) {
            List<Received> messages = node.get(queue, Math.min(BATCH, limit - count), patience);
            if (messages.isEmpty()) {
                break;
            }
            patience = Duration.ZERO;
            List<Settling> batch = new ArrayList<>();
            for (Received message : messages) {
                Settling settling = new Settling(message, sink.keep(message));
                (isReleased || isRolledBack ? later : batch).add(settling);
            }
            settle(batch, sink);
            count += messages.size();
        }
        settle(later, sink);
        return count;
    }

    private record Settling(Received message, Fields fields) {}

    /** Asks for all, then waits for each: what is said is durable. */
    private void settle(List<Settling> batch, PayloadSink sink) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (Settling settling : batch) {
            answers.add(
                    isRolledBack
                            ? settling.message.rollback()
                            : isReleased ? settling.message.release() : settling.message.acknowledge());
        }
        for (int i = 0; i < batch.size(); i++) {
            await(answers.get(i));
            String status = isRolledBack ? "ROLLED_BACK" : isReleased ? "RELEASED" : "ACKNOWLEDGED";
            sink.say(batch.get(i).fields.add("status", status));
        }
    }

    static void await(CompletableFuture<Void> answer) {
        try {
            answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NodeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
