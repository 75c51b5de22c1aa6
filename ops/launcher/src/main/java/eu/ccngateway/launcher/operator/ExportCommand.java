package eu.ccngateway.launcher.operator;

import eu.ccngateway.gateway.evidence.EvidenceOf;
import eu.ccngateway.gateway.evidence.EvidencePack;
import eu.ccngateway.gateway.evidence.EvidenceSearch;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.network.SecondsConverter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn evidence export}. */
@Command(
        name = "export",
        description = {
            "Writes what proves one message into a directory, with a verify.sh that needs only sh, openssl and sha256sum.",
            "Reads the gateway's evidence where it is on this machine, else asks its admin port."
        },
        footer = {"", "Example:", "  ./ccn evidence export 0000019a5f3e... --out pack"})
final class ExportCommand implements Callable<Integer> {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    @Mixin
    private AdminConnection admin = new AdminConnection();

    @Parameters(paramLabel = "ID", description = "Message id or acceptance id.")
    private String id = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A directory that is new or empty.")
    private Path out = Path.of("pack");

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "The sender's, where several used the same message id.")
    private @Nullable String domain;

    @Option(
            names = "--payload",
            paramLabel = "FILE",
            description = "Your copy of the payload, where the gateway kept none.")
    private @Nullable Path payload;

    @Option(
            names = "--evidence-dir",
            paramLabel = "DIR",
            description = "Reads this evidence directory; no gateway is needed.")
    private @Nullable Path evidenceDir;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "5",
            converter = SecondsConverter.class,
            description = "How long to look for a message that was accepted just now. Default: 5 s.")
    private Duration wait = Duration.ofSeconds(5);

    private final Console console;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Optional<Path> local = Optional.ofNullable(evidenceDir).or(admin::localEvidence);
        long deadline = System.nanoTime() + wait.toNanos();
        boolean isFound = export(local);
        while (!isFound && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            isFound = export(local);
        }
        if (!isFound) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    id + ": no evidence of it (expected: a message id or acceptance id of an accepted message)");
        }
        console.say(out.toString());
        console.note("ccn: verify it with: sh " + out.resolve("verify.sh") + " --root ROOT.crt");
        return ExitCode.OK.number();
    }

    private boolean export(Optional<Path> local) throws IOException {
        return local.isPresent() ? exportLocal(local.get()) : exportRemote();
    }

    private boolean exportLocal(Path directory) throws IOException {
        EvidenceSearch search = new EvidenceSearch(directory);
        List<EvidenceSearch.Match> matches = search.find(id, Optional.ofNullable(domain));
        if (matches.size() > 1) {
            throw several(matches.stream()
                    .map(match -> HexFormat.of().toHexDigits(match.acceptance()) + " of " + match.sender())
                    .toList());
        }
        Optional<EvidenceOf> evidence = matches.isEmpty()
                ? Optional.empty()
                : search.byAcceptance(matches.get(0).acceptance());
        if (evidence.isEmpty()) {
            return false;
        }
        EvidencePack.write(evidence.get(), ownPayload(), out);
        return true;
    }

    private Optional<EvidenceOf.Payload> ownPayload() {
        return Optional.ofNullable(payload).map(file -> stream -> Files.copy(file, stream));
    }

    private boolean exportRemote() throws IOException {
        if (payload != null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--payload (expected: with the gateway's evidence on this machine, or --evidence-dir)");
        }
        String query = domain == null ? "" : "?domain=" + AdminConnection.escaped(domain);
        AdminConnection.Response response = admin.fetch("/api/v1/evidence/" + AdminConnection.escaped(id) + query);
        if (response.status() == NOT_FOUND) {
            return false;
        }
        if (response.status() == CONFLICT) {
            throw several(List.of(new String(response.body(), StandardCharsets.UTF_8).strip()));
        }
        if (response.status() != OK) {
            admin.check(response);
        }
        unzip(response.body());
        return true;
    }

    private void unzip(byte[] zip) throws IOException {
        Files.createDirectories(out);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = out.resolve(entry.getName()).normalize();
                if (!file.startsWith(out.normalize())) {
                    throw new IOException("the pack names a file outside itself: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    private CommandFailed several(List<String> matches) {
        return new CommandFailed(
                ExitCode.FAILED,
                id + ": several messages have this id (expected: one; name its acceptance id, or --domain):"
                        + System.lineSeparator() + String.join(System.lineSeparator(), matches));
    }
}
