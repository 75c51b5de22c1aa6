package eu.ccngateway.launcher.pki;

import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.pki.Pki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ccn pki sign}. */
@Command(
        name = "sign",
        description = {
            "Certifies the key of a certificate signing request (PKCS#10, PEM) that its holder made.",
            "Identity and use are those given here, never those of the request. Prints the certificate's file."
        },
        footer = {"", "Example:", "  ./ccn pki sign --node NTA.FR@CUSTTAX.FR --use tls node.csr"})
final class SignCommand implements Callable<Integer> {

    private static final long REQUEST_BYTES_MAX = 64 << 10;

    @Mixin
    private PkiOption pki = new PkiOption();

    @Mixin
    private HolderOptions holder = new HolderOptions();

    @Option(names = "--host", paramLabel = "NAME", description = "A further host name of a gateway; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Parameters(paramLabel = "CSR", description = "The request; - is stdin.")
    private String request = "";

    private final Console console;

    SignCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Pki opened = pki.open();
        opened.sign(text(), holder.identity(), holder.use(), hosts);
        console.say(opened.files().certificate(holder.identity(), holder.use()).toString());
        return ExitCode.OK.number();
    }

    private String text() {
        try {
            byte[] bytes = request.equals("-")
                    ? console.in().readNBytes((int) REQUEST_BYTES_MAX)
                    : Files.readAllBytes(Path.of(request));
            return new String(bytes, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(request + ": cannot be read", e);
        }
    }
}
