package eu.ccngateway.launcher.load;

import eu.ccngateway.loadtest.run.LoadPlan;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** How the network of a command is started that always has one of its own. */
final class StartedOptions {

    @Option(
            names = "--gateway-jvm",
            paramLabel = "OPTIONS",
            defaultValue = "-Xmx2g",
            description = "Options of the gateway's JVM, separated by spaces. Default: ${DEFAULT-VALUE}")
    private String gatewayJvm = "";

    List<String> jvmOptions() {
        return List.of(gatewayJvm.strip().split(" +"));
    }

    /** A network with the domains and applications of a plan. */
    StartedNetwork start(LoadPlan plan) throws IOException, InterruptedException {
        return StartedNetwork.start(
                new StartedNetwork.Wish(plan.shape().domains(), plan.profile().applications(), jvmOptions()));
    }
}
