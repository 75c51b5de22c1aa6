package eu.ccngateway.launcher.sla;

import eu.ccngateway.launcher.drill.DrillCommand;
import eu.ccngateway.launcher.drill.InterruptionsCommand;
import picocli.CommandLine.Command;

/** {@code ccn sla}. */
@Command(
        name = "sla",
        description = "Availability and volume figures, as published and recomputable.",
        subcommands = {
            SlaReportCommand.class,
            SlaStatusCommand.class,
            SlaCloseCommand.class,
            SlaCorrectCommand.class,
            SlaReplayCommand.class,
            SlaReconcileCommand.class,
            DrillCommand.class,
            InterruptionsCommand.class
        },
        footer = {"", "Example:", "  ./ccn sla replay --years 2017-2019"})
public final class SlaCommand {}
