package eu.ccngateway.pki;

import java.nio.file.Path;

/** Where things are in the directory of a PKI. */
public record PkiFiles(Path directory) {
    /** The trust anchor. */
    public Path root() {
        return directory.resolve("root.crt");
    }

    public Path issuing() {
        return directory.resolve("issuing.crt");
    }

    /** Issuing CA and root in one file, for tools that want both. */
    public Path authorities() {
        return directory.resolve("ca-chain.crt");
    }

    /** What the root revoked: the issuing CA, or nothing. */
    public Path rootCrl() {
        return directory.resolve("crl").resolve("root.crl");
    }

    /** What the issuing CA revoked: certificates of nodes and gateways. */
    public Path issuingCrl() {
        return directory.resolve("crl").resolve("issuing.crl");
    }

    /** A node's or gateway's certificate, followed by the issuing CA's. */
    public Path certificate(Identity identity, Use use) {
        return home(identity).resolve(use + ".crt");
    }

    /** A node's or gateway's private key; absent where the key was made elsewhere. */
    public Path key(Identity identity, Use use) {
        return home(identity).resolve(use + ".key");
    }

    Path secrets() {
        return directory.resolve("private");
    }

    Path rootKey() {
        return secrets().resolve("root.key");
    }

    Path issuingKey() {
        return secrets().resolve("issuing.key");
    }

    Path register() {
        return directory.resolve("register.tsv");
    }

    Path lock() {
        return directory.resolve("register.lock");
    }

    private Path home(Identity identity) {
        return directory.resolve(identity.kind() + "s").resolve(identity.toString());
    }
}
