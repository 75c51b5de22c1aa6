package eu.ccngateway.launcher.pki;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Fields;
import eu.ccngateway.launcher.console.Listing;
import eu.ccngateway.launcher.console.OutputOption;
import eu.ccngateway.pki.RegisterEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn pki list}. */
@Command(
        name = "list",
        description = "Lists every certificate issued, oldest first.",
        footer = {"", "Example:", "  ./ccn pki list --valid --output json"})
final class ListCommand implements Callable<Integer> {

    @Mixin
    private PkiOption pki = new PkiOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--valid", description = "Only those that are valid now.")
    private boolean isValidOnly;

    private final Console console;
    private final Clock clock;

    ListCommand(Console console) {
        this.console = console;
        this.clock = Clock.systemUTC();
    }

    @Override
    public Integer call() {
        Instant now = clock.instant();
        try (Listing listing = new Listing(
                console,
                output.format(),
                "serial=SERIAL",
                "holder=HOLDER",
                "use=USE",
                "key=KEY",
                "status=STATUS",
                "days=DAYS",
                "expires=EXPIRES")) {
            for (RegisterEntry entry : pki.open().list()) {
                if (!isValidOnly || entry.status(now) == RegisterEntry.Status.VALID) {
                    listing.add(fields(entry, now));
                }
            }
        }
        return ExitCode.OK.number();
    }

    private static Fields fields(RegisterEntry entry, Instant now) {
        Fields fields = new Fields()
                .add("serial", entry.serialHex())
                .add("holder", entry.order().identity())
                .add("kind", entry.order().identity().kind())
                .add("use", entry.order().use())
                .add("key", entry.order().keyKind())
                .add("status", entry.status(now))
                .add("expires", entry.validity().notAfter())
                .add("days", Duration.between(now, entry.validity().notAfter()).toDays());
        entry.revocation()
                .ifPresent(revocation -> fields.add("revoked", revocation.at()).add("reason", revocation.reason()));
        return fields;
    }
}
