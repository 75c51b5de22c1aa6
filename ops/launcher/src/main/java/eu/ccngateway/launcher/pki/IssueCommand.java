package eu.ccngateway.launcher.pki;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.pki.CertificateOrder;
import eu.ccngateway.pki.KeyKind;
import eu.ccngateway.pki.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ccn pki issue}. */
@Command(
        name = "issue",
        description = "Makes a key and its certificate. Prints the certificate's file, then the key's.",
        footer = {
            "",
            "Example:",
            "  ./ccn pki issue --node NTA.FR@CUSTTAX.FR --use tls",
            "  ./ccn pki issue --gateway GW2@demo --use tls --key ec-p384 --host gw2.example.eu"
        })
final class IssueCommand implements Callable<Integer> {

    @Mixin
    private PkiOption pki = new PkiOption();

    @Mixin
    private HolderOptions holder = new HolderOptions();

    @Option(
            names = "--key",
            paramLabel = "KIND",
            defaultValue = "ec-p256",
            description = "ec-p256, ec-p384, rsa-2048, rsa-3072 or rsa-4096. Default: ec-p256.")
    private String kind = "ec-p256";

    @Option(names = "--host", paramLabel = "NAME", description = "A further host name of a gateway; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--pkcs12",
            paramLabel = "FILE",
            description = "Writes key and chain there as well; needs --password-file.")
    private @Nullable Path pkcs12;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the PKCS#12 password.")
    private @Nullable Path passwordFile;

    private final Console console;

    IssueCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (pkcs12 != null && passwordFile == null) {
            throw new CommandFailed(ExitCode.USAGE, "--pkcs12 (expected: with --password-file)");
        }
        Pki opened = pki.open();
        opened.issue(new CertificateOrder(holder.identity(), holder.use(), kind(), hosts));
        console.say(opened.files().certificate(holder.identity(), holder.use()).toString());
        console.say(opened.files().key(holder.identity(), holder.use()).toString());
        if (pkcs12 != null && passwordFile != null) {
            opened.toPkcs12(holder.identity(), holder.use(), password(passwordFile), pkcs12);
            console.say(pkcs12.toString());
        }
        return ExitCode.OK.number();
    }

    private static char[] password(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        } catch (IOException e) {
            throw new UncheckedIOException("--password-file: " + file + " cannot be read", e);
        }
    }

    private KeyKind kind() {
        return Arrays.stream(KeyKind.values())
                .filter(value -> value.toString().equals(kind.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "--key: '" + kind + "' (expected: one of "
                                + Arrays.stream(KeyKind.values())
                                        .map(KeyKind::toString)
                                        .collect(Collectors.joining(", "))
                                + ")"));
    }
}
