package eu.ccngateway.launcher.pki;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.SecondsConverter;
import eu.ccngateway.pki.Pki;
import eu.ccngateway.pki.PkiOptions;
import eu.ccngateway.pki.RegisterEntry;
import eu.ccngateway.pki.RevocationReason;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn pki}. */
@Command(
        name = "pki",
        description =
                "A test PKI: root, issuing CA, certificates of gateways and nodes, revocation lists. Not for production.",
        subcommands = {
            PkiCommand.Init.class,
            IssueCommand.class,
            SignCommand.class,
            PkiCommand.Renew.class,
            PkiCommand.Revoke.class,
            ListCommand.class,
            PkiCommand.Crl.class
        },
        footer = {
            "",
            "Example:",
            "  ./ccn pki init --dir pki",
            "  ./ccn pki issue --dir pki --node NTA.FR@CUSTTAX.FR --use tls"
        })
public final class PkiCommand {

    /** {@code ccn pki init}. */
    @Command(
            name = "init",
            description = "Makes root, issuing CA and empty revocation lists in a directory.",
            footer = {"", "Example:", "  ./ccn pki init --dir pki --name 'Test PKI'"})
    static final class Init implements Callable<Integer> {
        @Mixin
        private PkiOption pki = new PkiOption();

        @Option(names = "--name", paramLabel = "NAME", description = "What the authorities are called.")
        private @Nullable String name;

        @Option(
                names = "--validity",
                paramLabel = "TIME",
                converter = SecondsConverter.class,
                description = "How long certificates hold, as in 365d. Default: a year.")
        private @Nullable Duration validity;

        private final Console console;

        Init(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            PkiOptions options = PkiOptions.defaults();
            options = name == null ? options : options.withName(name);
            options = validity == null ? options : options.withLeafValidity(validity);
            Pki made = Pki.create(pki.directory(), options);
            console.say(made.files().root().toString());
            return ExitCode.OK.number();
        }
    }

    /** {@code ccn pki renew}. */
    @Command(
            name = "renew",
            description = {
                "Replaces key and certificate by new ones of the same kind; the earlier certificate stays valid until it ends.",
                "A key that is kept elsewhere gets a new certificate."
            },
            footer = {"", "Example:", "  ./ccn pki renew --node NTA.FR@CUSTTAX.FR --use tls"})
    static final class Renew implements Callable<Integer> {
        @Mixin
        private PkiOption pki = new PkiOption();

        @Mixin
        private HolderOptions holder = new HolderOptions();

        private final Console console;

        Renew(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Pki opened = pki.open();
            opened.renew(holder.identity(), holder.use());
            console.say(
                    opened.files().certificate(holder.identity(), holder.use()).toString());
            return ExitCode.OK.number();
        }
    }

    /** {@code ccn pki revoke}. */
    @Command(
            name = "revoke",
            description =
                    "Revokes a certificate by serial, or all valid ones of an identity and use, and issues the revocation list.",
            footer = {
                "",
                "Example:",
                "  ./ccn pki revoke --node NTA.FR@CUSTTAX.FR --use seal --reason key-compromise",
                "  ./ccn pki revoke --serial 1a2b3c"
            })
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private PkiOption pki = new PkiOption();

        @Mixin
        private HolderOptions holder = new HolderOptions();

        @Option(names = "--serial", paramLabel = "HEX", description = "One certificate, by its serial number.")
        private @Nullable String serial;

        @Option(
                names = "--reason",
                paramLabel = "REASON",
                defaultValue = "unspecified",
                description = "As in RFC 5280: key-compromise, superseded ...")
        private String reason = "unspecified";

        private final Console console;

        Revoke(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (holder.isGiven() == (serial != null)) {
                throw new CommandFailed(ExitCode.USAGE, "expected: --serial HEX, or --node or --gateway with --use");
            }
            Pki opened = pki.open();
            List<RegisterEntry> revoked = serial == null
                    ? opened.revoke(holder.identity(), holder.use(), reason())
                    : List.of(opened.revoke(number(serial), reason()));
            revoked.forEach(entry -> console.say(entry.serialHex()));
            console.note("ccn: revoked; every gateway needs " + opened.files().issuingCrl());
            return ExitCode.OK.number();
        }

        private static BigInteger number(String hex) {
            try {
                return new BigInteger(hex, 16);
            } catch (NumberFormatException e) {
                throw new CommandFailed(
                        ExitCode.USAGE, "--serial: '" + hex + "' (expected: hex digits, as ccn pki list shows them)");
            }
        }

        private RevocationReason reason() {
            return Arrays.stream(RevocationReason.values())
                    .filter(value -> value.toString().equals(reason.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed(
                            ExitCode.USAGE,
                            "--reason: '" + reason + "' (expected: one of "
                                    + Arrays.stream(RevocationReason.values())
                                            .map(RevocationReason::toString)
                                            .collect(Collectors.joining(", "))
                                    + ")"));
        }
    }

    /** {@code ccn pki crl}. */
    @Command(
            name = "crl",
            description = "Issues the revocation lists anew, for another 7 days.",
            footer = {"", "Example:", "  ./ccn pki crl"})
    static final class Crl implements Callable<Integer> {
        @Mixin
        private PkiOption pki = new PkiOption();

        private final Console console;

        Crl(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            for (Path file : pki.open().refreshCrls()) {
                console.say(file.toString());
            }
            return ExitCode.OK.number();
        }
    }
}
