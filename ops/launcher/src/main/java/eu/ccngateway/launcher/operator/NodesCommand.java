package eu.ccngateway.launcher.operator;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputFormat;
import eu.ccngateway.launcher.console.OutputOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn nodes}. */
@Command(
        name = "nodes",
        description = "Lists the nodes of the network and who of them is connected.",
        footer = {"", "Example:", "  ./ccn nodes --connected"})
public final class NodesCommand implements Callable<Integer> {

    @Mixin
    private AdminConnection admin = new AdminConnection();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--connected", description = "Only those that are connected.")
    private boolean isConnectedOnly;

    private final Console console;

    public NodesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "node=NODE",
                "applications=APPLICATIONS",
                "connected=CONNECTED",
                "sessions=SESSIONS",
                "agent=AGENT")) {
            for (Map<String, Object> node : admin.list("/api/v1/nodes")) {
                if (!isConnectedOnly || Boolean.TRUE.equals(node.get("connected"))) {
                    listing.add(output.format() == OutputFormat.JSON ? all(node) : summary(node));
                }
            }
        }
        return ExitCode.OK.number();
    }

    private static Fields all(Map<String, Object> node) {
        Fields fields = new Fields();
        node.forEach(fields::add);
        return fields;
    }

    private static Fields summary(Map<String, Object> node) {
        List<?> sessions = node.get("sessions") instanceof List<?> list ? list : List.of();
        Object agent = sessions.isEmpty() || !(sessions.get(0) instanceof Map<?, ?> first)
                ? ""
                : String.valueOf(first.get("agent"));
        String applications = node.get("applications") instanceof List<?> list
                ? String.join(",", list.stream().map(String::valueOf).toList())
                : "";
        return new Fields()
                .add("node", String.valueOf(node.get("node")))
                .add("applications", applications)
                .add("connected", Boolean.TRUE.equals(node.get("connected")) ? "yes" : "no")
                .add("sessions", sessions.size())
                .add("agent", agent);
    }
}
