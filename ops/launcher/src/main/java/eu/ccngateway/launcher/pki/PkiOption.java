package eu.ccngateway.launcher.pki;

import eu.ccngateway.pki.Pki;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which PKI is meant. */
final class PkiOption {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = ".ccn/pki",
            description = "Directory of the PKI. Default: .ccn/pki")
    private Path directory = Path.of(".ccn/pki");

    Path directory() {
        return directory;
    }

    Pki open() {
        return Pki.open(directory);
    }
}
