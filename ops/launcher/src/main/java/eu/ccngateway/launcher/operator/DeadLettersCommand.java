package eu.ccngateway.launcher.operator;

import eu.ccngateway.launcher.console.CommandFailed;
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
import picocli.CommandLine.Parameters;

/** {@code ccn dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Messages nobody could take: look, put back, throw away.",
        subcommands = {
            DeadLettersCommand.ListThem.class,
            DeadLettersCommand.Show.class,
            DeadLettersCommand.Retry.class,
            DeadLettersCommand.Discard.class
        },
        footer = {"", "Example:", "  ./ccn dead-letters list", "  ./ccn dead-letters retry 0d2f6c1e5a000001"})
public final class DeadLettersCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/dead-letters";

    @Mixin
    private AdminConnection admin = new AdminConnection();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    public DeadLettersCommand(Console console) {
        this.console = console;
    }

    /** Without a subcommand: the list. */
    @Override
    public Integer call() {
        return list(console, admin, output, 100);
    }

    private static int list(Console console, AdminConnection admin, OutputOption output, int max) {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "id=ID",
                "messageId=MESSAGE",
                "sender=SENDER",
                "to=TO",
                "type=TYPE",
                "reason=REASON",
                "at=AT")) {
            admin.list(PATH + "?max=" + max).forEach(letter -> listing.add(fields(letter)));
        }
        return ExitCode.OK.number();
    }

    private static Fields fields(Map<String, Object> letter) {
        Fields fields = new Fields();
        letter.forEach(fields::add);
        return fields;
    }

    /** {@code ccn dead-letters list}. */
    @Command(
            name = "list",
            description = "Lists them, oldest first.",
            footer = {"", "Example:", "  ./ccn dead-letters list --max 10"})
    static final class ListThem implements Callable<Integer> {
        @Mixin
        private AdminConnection admin = new AdminConnection();

        @Mixin
        private OutputOption output = new OutputOption();

        @Option(
                names = "--max",
                paramLabel = "N",
                defaultValue = "100",
                description = "At most so many, up to 1000. Default: 100.")
        private int max = 100;

        private final Console console;

        ListThem(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            return list(console, admin, output, max);
        }
    }

    /** {@code ccn dead-letters show}. */
    @Command(
            name = "show",
            description = "Shows one, with all that is known.",
            footer = {"", "Example:", "  ./ccn dead-letters show 0d2f6c1e5a000001"})
    static final class Show implements Callable<Integer> {
        @Mixin
        private AdminConnection admin = new AdminConnection();

        @Mixin
        private OutputOption output = new OutputOption();

        @Parameters(paramLabel = "ID", description = "As the list shows it.")
        private String id = "";

        private final Console console;

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Map<String, Object> letter = admin.list(PATH + "?max=1000").stream()
                    .filter(it -> id.equals(it.get("id")))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.FAILED, id + ": no dead letter with this id; see ccn dead-letters list"));
            try (Listing listing = new Listing(console, output.format(), "name=FIELD", "value=VALUE")) {
                if (output.format() == OutputFormat.JSON) {
                    listing.add(fields(letter));
                } else {
                    letter.forEach((name, value) ->
                            listing.add(new Fields().add("name", name).add("value", value)));
                }
            }
            return ExitCode.OK.number();
        }
    }

    /** {@code ccn dead-letters retry}. */
    @Command(
            name = "retry",
            description = "Puts messages back into their queues.",
            footer = {"", "Example:", "  ./ccn dead-letters retry 0d2f6c1e5a000001"})
    static final class Retry implements Callable<Integer> {
        @Mixin
        private AdminConnection admin = new AdminConnection();

        @Parameters(arity = "1..*", paramLabel = "ID", description = "As the list shows them.")
        private List<String> ids = List.of();

        private final Console console;

        Retry(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            ids.forEach(id -> console.note(
                    "ccn: " + id + ": " + admin.post(PATH + "/" + AdminConnection.escaped(id) + "/retry")));
            return ExitCode.OK.number();
        }
    }

    /** {@code ccn dead-letters discard}. */
    @Command(
            name = "discard",
            description = "Throws messages away. Their senders get an exception report if they asked for one.",
            footer = {"", "Example:", "  ./ccn dead-letters discard 0d2f6c1e5a000001"})
    static final class Discard implements Callable<Integer> {
        @Mixin
        private AdminConnection admin = new AdminConnection();

        @Parameters(arity = "1..*", paramLabel = "ID", description = "As the list shows them.")
        private List<String> ids = List.of();

        private final Console console;

        Discard(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            ids.forEach(id -> console.note(
                    "ccn: " + id + ": " + admin.post(PATH + "/" + AdminConnection.escaped(id) + "/discard")));
            return ExitCode.OK.number();
        }
    }
}
