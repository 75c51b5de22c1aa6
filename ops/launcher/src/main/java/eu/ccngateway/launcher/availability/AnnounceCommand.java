package eu.ccngateway.launcher.availability;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.calendar.Announcement;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Cause;
import eu.ccngateway.monitoring.calendar.Party;
import eu.ccngateway.monitoring.calendar.Type;
import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn unavailability announce}. */
@Command(
        name = "announce",
        description = {
            "Announces that a service will be, or is, down. With --as it is told to every domain by a sealed datagram to its",
            "ADMIN queue; a domain's confirmation of delivery is its acknowledgement and shown by list."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn unavailability announce CCN_CSI --from 2026-12-05T22:00 --to 2026-12-06T02:00 --cause RELEASE --party NETWORK",
            "  ./ccn unavailability announce NCTS --from 2026-11-20T14:05 --type U --cause INCIDENT --party CENTRAL --as CSMIS.EC"
        })
final class AnnounceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE", description = "A service or a group of the services file.")
    private String service = "";

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "Local time of the services file, or UTC with Z.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", description = "Exclusive; needed for type S.")
    private @Nullable String to;

    @Option(
            names = "--type",
            paramLabel = "S|U|N",
            defaultValue = "S",
            description = "Scheduled, unscheduled or not implemented. Default: S.")
    private Type type = Type.S;

    @Option(names = "--cause", required = true, paramLabel = "CAUSE", description = "${COMPLETION-CANDIDATES}.")
    private Cause cause = Cause.INCIDENT;

    @Option(
            names = "--party",
            required = true,
            paramLabel = "PARTY",
            description = "Who answers for it: ${COMPLETION-CANDIDATES}.")
    private Party party = Party.NETWORK;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "In words.")
    private String note = "";

    @Option(names = "--as", paramLabel = "NODE", description = "Tells every domain, as this node.")
    private @Nullable String node;

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            defaultValue = "ADMIN-RCT-QUE.NCTS",
            description = "With --as: which queue of every domain. Default: ${DEFAULT-VALUE}")
    private String queue = "";

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    AnnounceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        Services services = availability.directory().services();
        services.get(service);
        Announcement announcement = new Announcement(
                service,
                type,
                LocalTime.parse("--from", from, services.zone()),
                Optional.ofNullable(to).map(text -> LocalTime.parse("--to", text, services.zone())),
                cause,
                party,
                note);
        try (Ledger ledger = availability.directory().openCalendar(Clock.systemUTC())) {
            CalendarBook book = new CalendarBook(ledger);
            String id = book.announce(announcement);
            Unavailability it = book.calendar().find(id).orElseThrow();
            int told = node == null ? 0 : new Tidings(availability.network(), node, queue).tell(it, book);
            try (Listing listing = new Listing(
                    console, output.format(), "id=ID", "service=SERVICE", "isInTime=IN TIME", "told=TOLD")) {
                listing.add(new Fields()
                        .add("id", id)
                        .add("service", service)
                        .add("isInTime", it.isInTime(services.notice()))
                        .add("told", told));
            }
        }
        return ExitCode.OK.number();
    }
}
