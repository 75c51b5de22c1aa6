package eu.ccngateway.launcher.node;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.node.Browsed;
import eu.ccngateway.node.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn browse}. */
@Command(
        name = "browse",
        description = {
            "Looks at messages without taking them; with --delete takes them after they were written.",
            "Ends with 1 when there is none."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn browse --as NTA.IE --queue CORE-RCT-QUE.NCTS --max 10",
            "  ./ccn browse --as NTA.IE --queue CORE-RCT-QUE.NCTS --wait 1 --out in --delete"
        })
public final class BrowseCommand implements Callable<Integer> {

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

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "1",
            description = "Looks at most at so many. Default: 1.")
    private int max = 1;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "0",
            converter = SecondsConverter.class,
            description = "Waits so long for the first. Default: not at all.")
    private Duration wait = Duration.ZERO;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes payloads to files there.")
    private @Nullable Path out;

    @Option(
            names = "--delete",
            description = "Deletes what was looked at, once it is written; needs --out or --output json.")
    private boolean isDeleted;

    private final Console console;

    public BrowseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (isDeleted && PayloadSink.isPlain(output.format(), Optional.ofNullable(out))) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--delete (expected: with --out DIR or --output json, so that nothing is lost)");
        }
        List<Browsed> seen = new ArrayList<>();
        try (PayloadSink sink = new PayloadSink(console, output.format(), Optional.ofNullable(out));
                MessageLines lines = new MessageLines(console, output.format());
                Node node = session.connect()) {
            Duration patience = wait;
            while (seen.size() < max) {
                Optional<Browsed> next = node.browse(queue, patience);
                if (next.isEmpty()) {
                    break;
                }
                patience = Duration.ZERO;
                seen.add(next.get());
                show(next.get(), sink, lines);
            }
            if (!isDeleted) {
                seen.forEach(browsed -> GetCommand.await(browsed.release()));
            }
        }
        if (seen.isEmpty()) {
            console.note("ccn: no message in " + queue);
        }
        return (seen.isEmpty() ? ExitCode.FAILED : ExitCode.OK).number();
    }

    private void show(Browsed browsed, PayloadSink sink, MessageLines lines) {
        if (PayloadSink.isPlain(output.format(), Optional.ofNullable(out))) {
            lines.add(Descriptions.of(browsed));
            return;
        }
        Fields fields = sink.keep(browsed);
        if (isDeleted) {
            GetCommand.await(browsed.delete());
        }
        sink.say(fields.add("status", isDeleted ? "DELETED" : "BROWSED"));
    }
}
