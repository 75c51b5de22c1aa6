package eu.ccngateway.launcher.availability;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.calendar.Unavailability;
import eu.ccngateway.monitoring.calendar.UnavailabilityCalendar;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.AvailabilityDirectory;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn unavailability list}. */
@Command(
        name = "list",
        description =
                "Lists the calendar: what is planned, where it stands, whether it counts as scheduled, who acknowledged.",
        footer = {
            "",
            "Example:",
            "  ./ccn unavailability list",
            "  ./ccn unavailability list --as CSMIS.EC --output json"
        })
final class UnavailabilityListCommand implements Callable<Integer> {

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Option(
            names = "--as",
            paramLabel = "NODE",
            description = "Looks for acknowledgements first, as the node that told it.")
    private @Nullable String node;

    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            defaultValue = "ADMIN-RCT-QUE.NCTS",
            description = "With --as: the queue it was told to. Default: ${DEFAULT-VALUE}")
    private String queue = "";

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    UnavailabilityListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        AvailabilityDirectory directory = availability.directory();
        if (node != null) {
            collect(directory, node);
        }
        Services services = directory.services();
        UnavailabilityCalendar calendar =
                UnavailabilityCalendar.of(directory.records().book());
        try (Listing listing = new Listing(
                console,
                output.format(),
                "id=ID",
                "service=SERVICE",
                "type=TYPE",
                "from=FROM",
                "to=TO",
                "state=STATE",
                "cause=CAUSE",
                "party=PARTY",
                "leadHours=LEAD H",
                "isInTime=IN TIME",
                "told=TOLD",
                "acknowledged=ACKNOWLEDGED",
                "note=NOTE")) {
            calendar.all().forEach(it -> listing.add(fields(it, calendar, services)));
        }
        return ExitCode.OK.number();
    }

    private void collect(AvailabilityDirectory directory, String as) throws IOException {
        try (Ledger ledger = directory.openCalendar(Clock.systemUTC())) {
            CalendarBook book = new CalendarBook(ledger);
            UnavailabilityCalendar calendar = book.calendar();
            Tidings tidings = new Tidings(availability.network(), as, queue);
            for (Unavailability it : calendar.all()) {
                Map<String, String> open = calendar.unacknowledged(it.id());
                if (!open.isEmpty()) {
                    tidings.collect(it, open, book);
                }
            }
        }
    }

    private static Fields fields(Unavailability it, UnavailabilityCalendar calendar, Services services) {
        List<String> acknowledged =
                calendar.acknowledgedBy(it.id()).stream().sorted().toList();
        return new Fields()
                .add("id", it.id())
                .add("service", it.planned().service())
                .add("type", it.planned().type())
                .add("from", it.planned().from())
                .add("to", it.planned().to())
                .add("state", it.state())
                .add("cause", it.planned().cause())
                .add("party", it.planned().party())
                .add("leadHours", it.leadTime().toHours())
                .add("isInTime", it.isInTime(services.notice()))
                .add(
                        "told",
                        acknowledged.size() + calendar.unacknowledged(it.id()).size())
                .add("acknowledged", acknowledged)
                .add("note", it.planned().note());
    }
}
