package eu.ccngateway.launcher.load;

import picocli.CommandLine.Command;

/** {@code ccn loadtest}. */
@Command(
        name = "loadtest",
        description = "Load on a network, with an account of every message.",
        subcommands = {
            RunCommand.class,
            CompareCommand.class,
            YearCommand.class,
            CurveCommand.class,
            StepsCommand.class,
            ProfilesCommand.class
        },
        footer = {
            "",
            "Example:",
            "  ./ccn loadtest run --start --duration 20",
            "  ./ccn loadtest run --profile europe --rate 2000 --html run.html"
        })
public final class LoadtestCommand {}
