package eu.ccngateway.launcher.sla;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.availability.AvailabilityOption;
import eu.ccngateway.launcher.availability.LocalTime;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.monitoring.availability.Services;
import eu.ccngateway.monitoring.ledger.Column;
import eu.ccngateway.monitoring.ledger.Entry;
import eu.ccngateway.monitoring.ledger.Kind;
import eu.ccngateway.monitoring.ledger.Ledger;
import eu.ccngateway.monitoring.sla.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn sla correct}. */
@Command(
        name = "correct",
        description = {
            "Judges minutes anew: a line is added to the ledger, what was there stays. Closed months keep their figures until",
            "they are closed again, which issues the next version."
        },
        footer = {
            "",
            "Example:",
            "  ./ccn sla correct NCTS/IE --from 2026-10-04T22:00 --to 2026-10-04T23:10 --state SCHEDULED --reason 'notice of 24 Sep'"
        })
final class SlaCorrectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE", description = "A service or a group.")
    private String service = "";

    @Mixin
    private AvailabilityOption availability = new AvailabilityOption();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "Local time of the services file, or UTC with Z.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "Exclusive.")
    private String to = "";

    @Option(
            names = "--state",
            required = true,
            paramLabel = "STATE",
            description = "What the minutes count as: ${COMPLETION-CANDIDATES}.")
    private State state = State.UNKNOWN;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Who decided it and why.")
    private String reason = "";

    private final Console console;

    SlaCorrectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        Services services = availability.directory().services();
        services.get(service);
        Instant start = LocalTime.parse("--from", from, services.zone());
        Instant end = LocalTime.parse("--to", to, services.zone());
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("--to: " + to + " (expected: later than " + from + ")");
        }
        try (Ledger calendar = availability.directory().openCalendar(Clock.systemUTC())) {
            Entry entry = calendar.append(Entry.Draft.of(Kind.CORRECTED)
                    .with(Column.SERVICE, service)
                    .with(Column.FROM, start)
                    .with(Column.TO, end)
                    .with(Column.VALUE, state.name())
                    .with(Column.NOTE, reason));
            calendar.sync();
            console.note("ccn: line " + entry.sequence() + ": " + service + " " + start + " to " + end + " is "
                    + state.word());
        }
        return ExitCode.OK.number();
    }
}
