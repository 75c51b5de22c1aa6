package eu.ccngateway.launcher.availability;

import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.monitoring.calendar.CalendarBook;
import eu.ccngateway.monitoring.ledger.Ledger;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What becomes of an announced unavailability, one command a step. */
final class UnavailabilitySteps {

    private UnavailabilitySteps() {}

    /** A step: the entry it is about, and what is written. */
    abstract static class Step implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "As ./ccn unavailability list shows it.")
        private String id = "";

        @Mixin
        private AvailabilityOption availability = new AvailabilityOption();

        private final Console console;

        Step(Console console) {
            this.console = console;
        }

        abstract void take(CalendarBook book, String id, ZoneId zone) throws IOException;

        @Override
        public final Integer call() throws IOException, FileInvalid {
            ZoneId zone = availability.directory().services().zone();
            try (Ledger ledger = availability.directory().openCalendar(Clock.systemUTC())) {
                CalendarBook book = new CalendarBook(ledger);
                take(book, id, zone);
                console.note("ccn: " + id + ": "
                        + book.calendar().find(id).map(it -> it.state()).orElse(""));
            }
            return ExitCode.OK.number();
        }
    }

    /** {@code ccn unavailability agree}. */
    @Command(
            name = "agree",
            description = "Records that the other side agrees.",
            footer = {"", "Example:", "  ./ccn unavailability agree UA-1"})
    static final class Agree extends Step {

        Agree(Console console) {
            super(console);
        }

        @Override
        void take(CalendarBook book, String id, ZoneId zone) throws IOException {
            book.agree(id);
        }
    }

    /** {@code ccn unavailability start}. */
    @Command(
            name = "start",
            description = "Records that the work begins now.",
            footer = {"", "Example:", "  ./ccn unavailability start UA-1"})
    static final class Start extends Step {

        Start(Console console) {
            super(console);
        }

        @Override
        void take(CalendarBook book, String id, ZoneId zone) throws IOException {
            book.start(id);
        }
    }

    /** {@code ccn unavailability end}. */
    @Command(
            name = "end",
            description = "Records that the work is done: what is down from now on is down unscheduled.",
            footer = {"", "Example:", "  ./ccn unavailability end UA-1"})
    static final class End extends Step {

        End(Console console) {
            super(console);
        }

        @Override
        void take(CalendarBook book, String id, ZoneId zone) throws IOException {
            book.end(id);
        }
    }

    /** {@code ccn unavailability withdraw}. */
    @Command(
            name = "withdraw",
            description = "Records that it will not take place.",
            footer = {"", "Example:", "  ./ccn unavailability withdraw UA-1"})
    static final class Withdraw extends Step {

        Withdraw(Console console) {
            super(console);
        }

        @Override
        void take(CalendarBook book, String id, ZoneId zone) throws IOException {
            book.withdraw(id);
        }
    }

    /** {@code ccn unavailability amend}. */
    @Command(
            name = "amend",
            description = "Moves its bounds; what is new counts as announced now.",
            footer = {"", "Example:", "  ./ccn unavailability amend UA-1 --from 2026-12-05T22:00 --to 2026-12-06T03:00"
            })
    static final class Amend extends Step {

        @Option(names = "--from", required = true, paramLabel = "TIME", description = "Local time, or UTC with Z.")
        private String from = "";

        @Option(names = "--to", required = true, paramLabel = "TIME", description = "Exclusive.")
        private String to = "";

        Amend(Console console) {
            super(console);
        }

        @Override
        void take(CalendarBook book, String id, ZoneId zone) throws IOException {
            book.amend(id, LocalTime.parse("--from", from, zone), LocalTime.parse("--to", to, zone));
        }
    }
}
