package eu.ccngateway.launcher.availability;

import picocli.CommandLine.Command;

/** {@code ccn unavailability}. */
@Command(
        name = "unavailability",
        description = {
            "The unavailability calendar: what was announced to be down, agreed, begun, ended. A stop counts as scheduled where",
            "it was announced in time and agreed; what runs on after its planned end does not."
        },
        subcommands = {
            AnnounceCommand.class,
            UnavailabilityListCommand.class,
            UnavailabilitySteps.Agree.class,
            UnavailabilitySteps.Start.class,
            UnavailabilitySteps.End.class,
            UnavailabilitySteps.Withdraw.class,
            UnavailabilitySteps.Amend.class
        },
        footer = {"", "Example:", "  ./ccn unavailability list"})
public final class UnavailabilityCommand {}
