package eu.ccngateway.launcher.operator;

import eu.ccngateway.gateway.evidence.EvidencePack;
import eu.ccngateway.gateway.evidence.PackVerdict;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn evidence}. */
@Command(
        name = "evidence",
        description =
                "Packs that prove one message to a stranger: who sealed it, that it was accepted, what became of it.",
        subcommands = {ExportCommand.class, EvidenceCommand.Verify.class},
        footer = {
            "",
            "Example:",
            "  ./ccn evidence export 0000019a5f3e... --out pack",
            "  ./ccn evidence verify pack --root network-root.crt"
        })
public final class EvidenceCommand {

    /** {@code ccn evidence verify}. */
    @Command(
            name = "verify",
            description = {
                "Checks a pack, as the verify.sh in it does: prints VALID, or names the file that is not.",
                "Ends with 4 when it is not valid."
            },
            footer = {"", "Example:", "  ./ccn evidence verify pack --root network-root.crt"})
    static final class Verify implements Callable<Integer> {

        @Parameters(paramLabel = "DIR", description = "The pack.")
        private Path pack = Path.of("pack");

        @Option(
                names = "--root",
                paramLabel = "FILE",
                description =
                        "The network's root certificate, from a source you trust. Default: the pack's own, to be compared.")
        private @Nullable Path root;

        @Option(names = "--payload", paramLabel = "FILE", description = "The payload, where the pack has none.")
        private @Nullable Path payload;

        private final Console console;

        Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try {
                PackVerdict verdict =
                        EvidencePack.verify(pack, Optional.ofNullable(root), Optional.ofNullable(payload));
                console.say(verdict.text().stripTrailing());
                return (verdict instanceof PackVerdict.Valid ? ExitCode.OK : ExitCode.NOT_VERIFIED).number();
            } catch (IOException e) {
                throw new CommandFailed(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
