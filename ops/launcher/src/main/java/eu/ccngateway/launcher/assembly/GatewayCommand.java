package eu.ccngateway.launcher.assembly;

import eu.ccngateway.gateway.config.ConfigInvalid;
import eu.ccngateway.gateway.config.GatewayConfig;
import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.network.NetworkFileInvalid;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Logging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccn gateway}. */
@Command(
        name = "gateway",
        description = {
            "Runs one gateway until Ctrl-C or SIGTERM, which drain it. Prints where it listens once it is ready.",
            "Keys, revocation lists and the network file are taken up while it runs when they change."
        },
        footer = {"", "Example:", "  ./ccn gateway --config /etc/ccn/gateway.yaml"})
public final class GatewayCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration; see ops/gateway.yaml.")
    private Path config = Path.of("gateway.yaml");

    private final Console console;

    public GatewayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws ConfigInvalid, NetworkFileInvalid, IOException {
        Logging.allToStderr();
        GatewayConfig read = GatewayConfig.read(config);
        GatewayAssembly assembly = GatewayAssembly.start(read, Secret.Environment.of(System::getenv));
        console.say("gateway " + assembly.address());
        console.say("admin   " + assembly.adminUrl());
        Supervisor manager = new Supervisor(Optional.ofNullable(System.getenv("NOTIFY_SOCKET")));
        manager.ready("takes messages at " + assembly.address());
        new Running(console).untilAsked(() -> {
            manager.stopping();
            assembly.close();
        });
        return ExitCode.OK.number();
    }
}
