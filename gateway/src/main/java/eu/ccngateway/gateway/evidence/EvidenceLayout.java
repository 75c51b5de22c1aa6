package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.seal.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Where things are in a directory of evidence. It belongs to one network and environment, named in a file of its own. */
record EvidenceLayout(Path directory) {

    KeptFiles crls() {
        return new KeptFiles(directory.resolve("crls"), ".crl");
    }

    KeptFiles anchors() {
        return new KeptFiles(directory.resolve("anchors"), ".crt");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    private Path network() {
        return directory.resolve("network.txt");
    }

    /** The network this evidence is about. */
    Statement statement() throws IOException {
        try {
            List<String> lines = Files.readAllLines(network(), StandardCharsets.US_ASCII);
            return new Statement(value(lines, 0, "network="), value(lines, 1, "environment="));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    directory + ": holds no evidence (expected: the directory a gateway keeps its evidence in, with "
                            + network().getFileName() + ")",
                    e);
        }
    }

    private String value(List<String> lines, int line, String key) throws IOException {
        if (lines.size() <= line || !lines.get(line).startsWith(key)) {
            throw new IOException(network() + ": line " + (line + 1) + " is not " + key + "NAME; restore the file");
        }
        return lines.get(line).substring(key.length());
    }

    /** Notes the network, or checks that it is the one noted before. */
    void claimFor(Statement statement) throws IOException {
        if (Files.exists(network())) {
            Statement known = statement();
            if (!known.equals(statement)) {
                throw new IOException(directory + ": evidence of network " + known.network() + ", environment "
                        + known.environment() + " (expected: " + statement.network() + ", " + statement.environment()
                        + "); give this gateway a data directory of its own");
            }
            return;
        }
        Files.writeString(
                network(),
                "network=" + statement.network() + "\nenvironment=" + statement.environment() + "\n",
                StandardCharsets.US_ASCII);
    }
}
