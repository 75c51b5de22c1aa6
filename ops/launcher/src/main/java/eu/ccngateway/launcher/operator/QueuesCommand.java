package eu.ccngateway.launcher.operator;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn queues}. */
@Command(
        name = "queues",
        description = "Lists the queues of a running gateway with what is in them.",
        footer = {"", "Example:", "  ./ccn queues", "  ./ccn queues --busy --domain CUSTTAX.IE --output json"})
public final class QueuesCommand implements Callable<Integer> {

    @Mixin
    private AdminConnection admin = new AdminConnection();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Only queues of this domain.")
    private @Nullable String domain;

    @Option(names = "--busy", description = "Only queues that hold something.")
    private boolean isBusyOnly;

    private final Console console;

    public QueuesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "queue=QUEUE",
                "messages=MESSAGES",
                "onLease=ON LEASE",
                "oldestMs=OLDEST MS",
                "depthMax=LIMIT")) {
            for (Map<String, Object> queue : admin.list("/api/v1/queues")) {
                boolean isEmpty = Long.valueOf(0).equals(queue.get("messages"));
                if ((!isBusyOnly || !isEmpty) && (domain == null || domain.equals(queue.get("domain")))) {
                    Fields fields = new Fields();
                    queue.forEach(fields::add);
                    listing.add(fields);
                }
            }
        }
        return ExitCode.OK.number();
    }
}
