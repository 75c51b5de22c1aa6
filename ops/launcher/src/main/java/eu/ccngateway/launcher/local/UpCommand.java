package eu.ccngateway.launcher.local;

import eu.ccngateway.gateway.config.Secret;
import eu.ccngateway.gateway.yaml.FileInvalid;
import eu.ccngateway.launcher.assembly.DirectoryLock;
import eu.ccngateway.launcher.assembly.Running;
import eu.ccngateway.launcher.console.CommandFailed;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.Logging;
import eu.ccngateway.launcher.console.ShellWord;
import eu.ccngateway.launcher.network.NetworkJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ccn up}. */
@Command(
        name = "up",
        description = {
            "The whole network on one machine, until Ctrl-C or SIGTERM, which drain it.",
            "Makes keys, configuration and data in a directory where they are missing, starts a gateway, and writes",
            "network.json there once it is ready. The next up on the same directory continues with its data."
        },
        footer = {"", "Example:", "  ./ccn up", "  ./ccn up --ephemeral", "  ./ccn up --prometheus"})
public final class UpCommand implements Callable<Integer> {

    private static final String USUAL = ".ccn";

    @Option(names = "--dir", paramLabel = "DIR", description = "Where everything is kept. Default: .ccn")
    private @Nullable Path dir;

    @Option(names = "--ephemeral", description = "A temporary directory and free ports; nothing is left at the end.")
    private boolean isEphemeral;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where nodes connect; 0 = any. Default: as in gateway.yaml, 7443.")
    private @Nullable Integer port;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "The admin port; 0 = any. Default: as in gateway.yaml, 7480.")
    private @Nullable Integer adminPort;

    @Option(
            names = "--prometheus",
            description = "Also starts a Prometheus, if it is installed, with the rules of ops/prometheus.")
    private boolean isWatched;

    @Option(
            names = "--no-ambient",
            description = {
                "Leaves out the slow trickle of transit movements that shows in a new network: an act every 5 seconds,",
                "between nodes AMBIENT.XX and queues of their own."
            })
    private boolean isQuiet;

    private final Console console;
    private final String command;

    /** @param command how this program is called, for the examples it prints */
    public UpCommand(Console console, String command) {
        this.console = console;
        this.command = ShellWord.of(command);
    }

    @Override
    public Integer call() throws IOException, FileInvalid {
        boolean isTemporary = isEphemeral && dir == null;
        Path path = isTemporary ? Files.createTempDirectory("ccn-") : dir == null ? Path.of(USUAL) : dir;
        LocalDirectory directory = new LocalDirectory(path);
        if (isEphemeral && !directory.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--dir: " + path
                            + " is not empty (expected: a new or empty directory, as --ephemeral removes it at the end)");
        }
        try (DirectoryLock lock = DirectoryLock.acquire(path)) {
            Logging.alsoTo(directory.log());
            Optional<Path> program = isWatched
                    ? Optional.of(LocalPrometheus.program(String.valueOf(System.getenv("PATH"))))
                    : Optional.empty();
            LocalNetwork network = LocalNetwork.start(directory, ports(), Secret.Environment.of(System::getenv));
            Optional<LocalPrometheus> prometheus = watch(program, directory, network);
            Optional<Ambient> ambient = isQuiet ? Optional.empty() : Ambient.start(path);
            say(directory, network.describe(), prometheus, ambient);
            new Running(console).untilAsked(() -> {
                ambient.ifPresent(Ambient::close);
                prometheus.ifPresent(LocalPrometheus::close);
                network.close();
                if (isEphemeral) {
                    directory.delete();
                }
            });
        } catch (IOException | FileInvalid | RuntimeException e) {
            if (isTemporary) {
                directory.delete();
            }
            throw e;
        }
        return ExitCode.OK.number();
    }

    private Optional<LocalPrometheus> watch(Optional<Path> program, LocalDirectory directory, LocalNetwork network)
            throws IOException {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalPrometheus.start(
                    program.get(), directory, network.describe().admin(), isEphemeral));
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    private LocalNetwork.Ports ports() {
        Optional<Integer> usual = isEphemeral ? Optional.of(0) : Optional.empty();
        return new LocalNetwork.Ports(
                Optional.ofNullable(port).or(() -> usual),
                Optional.ofNullable(adminPort).or(() -> usual));
    }

    private void say(
            LocalDirectory directory,
            NetworkJson json,
            Optional<LocalPrometheus> prometheus,
            Optional<Ambient> ambient) {
        String network = directory.directory().equals(Path.of(USUAL))
                ? ""
                : " --network " + ShellWord.of(directory.directory().toString());
        console.say("network " + json.network() + ", environment " + json.environment() + ", "
                + json.nodes().size() + " nodes");
        console.say("gateway " + json.gateway());
        console.say("console " + json.admin() + "/");
        console.say("admin   " + json.admin());
        prometheus.ifPresent(watching -> console.say("prometheus " + watching.url()));
        ambient.ifPresent(it -> console.say("ambient a transit movement's act every " + Ambient.EVERY.toSeconds()
                + " s, on queues of its own; --no-ambient leaves it out"));
        console.say("files   " + directory.directory().resolve(NetworkJson.NAME));
        console.say("log     " + directory.log());
        console.say("");
        console.say("Try, in another terminal:");
        console.say("  echo '<CD001C/>' | " + command + " put" + network + " --as NTA.FR --to CORE-"
                + json.environment() + "-QUE.NCTS@CUSTTAX.IE --type CD001C-MSG.NCTS -");
        console.say(
                "  " + command + " get" + network + " --as NTA.IE --queue CORE-" + json.environment() + "-QUE.NCTS");
        console.say("  " + command + " reports" + network + " --as NTA.FR");
        console.say("");
        console.say("Ctrl-C drains and stops.");
    }
}
