package eu.ccngateway.launcher.door;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ccn door}. */
@Command(
        name = "door",
        description = {
            "Connects a system that exists already to the network: by files, by HTTP on this machine, or by its own JMS broker.",
            "Runs until Ctrl-C or SIGTERM. Nothing is lost or doubled, whoever is killed."
        },
        subcommands = {FileDoorCommand.class, HttpDoorCommand.class, JmsDoorCommand.class},
        footer = {"", "Example:", "  ./ccn door files --as NTA.BE --out out --in in"})
public final class DoorCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it calls");
        }
        throw new ParameterException(
                spec.commandLine(),
                "door: which? (expected: one of "
                        + String.join(", ", spec.subcommands().keySet()) + ")");
    }
}
