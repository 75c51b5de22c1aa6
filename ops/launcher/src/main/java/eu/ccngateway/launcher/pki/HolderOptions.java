package eu.ccngateway.launcher.pki;

import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.pki.Identity;
import eu.ccngateway.pki.Use;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whose certificate is meant, and for what use. */
final class HolderOptions {

    @Option(names = "--node", paramLabel = "NODE@DOMAIN", description = "A node, for example NTA.FR@CUSTTAX.FR.")
    private @Nullable String node;

    @Option(names = "--gateway", paramLabel = "NAME@NETWORK", description = "A gateway, for example GW1@demo.")
    private @Nullable String gateway;

    @Option(
            names = "--use",
            paramLabel = "tls|seal|combined",
            defaultValue = "combined",
            description = "What it is for. Default: combined.")
    private String use = "combined";

    boolean isGiven() {
        return node != null || gateway != null;
    }

    Identity identity() {
        if (node != null && gateway == null) {
            return Identity.node(node);
        }
        if (gateway != null && node == null) {
            return Identity.gateway(gateway);
        }
        throw new CommandFailed(ExitCode.USAGE, "expected: one of --node NODE@DOMAIN and --gateway NAME@NETWORK");
    }

    Use use() {
        return Arrays.stream(Use.values())
                .filter(value -> value.name().equals(use.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailed(ExitCode.USAGE, "--use: '" + use + "' (expected: tls, seal or combined)"));
    }
}
