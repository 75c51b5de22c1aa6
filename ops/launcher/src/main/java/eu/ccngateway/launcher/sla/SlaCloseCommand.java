package eu.ccngateway.launcher.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.availability.AvailabilityOption;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.Months;
import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ccn sla close}. */
@Command(
        name = "close",
        description = {
            "Closes a month: writes down the digest of its figures as version 1, or as the next one after a correction.",
            "Nothing is ever edited; ./ccn sla report --closed N shows what version N said."
        },
        footer = {"", "Example:", "  ./ccn sla close 2026-10"})
final class SlaCloseCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MONTH", description = "As 2019-03.")
    private String month = "";

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    private final Console console;

    SlaCloseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        Clock clock = Clock.systemUTC();
        try (Ledger calendar = availability.directory().openCalendar(clock)) {
            Months months = new Months(availability.directory().records());
            Entry closed = calendar.append(months.close(Times.month(month), clock.instant()));
            calendar.sync();
            console.note("ccn: " + YearMonth.parse(month) + ": version " + closed.text(Column.VALUE) + ", figures "
                    + closed.text(Column.NOTE));
        }
        return ExitCode.OK.number();
    }
}
