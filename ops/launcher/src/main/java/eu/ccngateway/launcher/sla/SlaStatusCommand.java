package eu.ccngateway.launcher.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.availability.AvailabilityOption;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.monitoring.sla.Figure;
import eu.ccngateway.monitoring.sla.LiveState;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ccn sla status}. */
@Command(
        name = "status",
        description = "What each service is at this moment, and the month so far against its target.",
        footer = {"", "Example:", "  ./ccn sla status"})
final class SlaStatusCommand implements Callable<Integer> {

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    SlaStatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        try (Listing listing = new Listing(
                console,
                output.format(),
                "service=SERVICE",
                "state=STATE",
                "since=SINCE",
                "month=MONTH SO FAR",
                "withoutPlanned=WITHOUT PLANNED",
                "budgetLeft=BUDGET LEFT MIN",
                "burnRate=BURN RATE")) {
            for (LiveState now :
                    LiveState.in(availability.directory(), Clock.systemUTC().instant())) {
                Figure month = now.month();
                listing.add(new Fields()
                        .add("service", now.service())
                        .add("state", now.state().word())
                        .add("since", now.since())
                        .add("month", month.published())
                        .add("withoutPlanned", month.withoutPlanned())
                        .add("window", month.window())
                        .add("budgetLeft", month.budgetLeft())
                        .add("burnRate", month.burnRate()));
            }
        }
        return ExitCode.OK.number();
    }
}
