package eu.ccngateway.launcher;

import eu.ccngateway.launcher.application.ApplicationCommand;
import eu.ccngateway.launcher.application.ApplicationListCommand;
import eu.ccngateway.launcher.assembly.CheckCommand;
import eu.ccngateway.launcher.assembly.GatewayCommand;
import eu.ccngateway.launcher.availability.ProberCommand;
import eu.ccngateway.launcher.availability.UnavailabilityCommand;
import eu.ccngateway.launcher.console.Console;
import eu.ccngateway.launcher.console.ExitCode;
import eu.ccngateway.launcher.console.FailureReport;
import eu.ccngateway.launcher.console.Version;
import eu.ccngateway.launcher.door.DoorCommand;
import eu.ccngateway.launcher.load.LoadtestCommand;
import eu.ccngateway.launcher.local.UpCommand;
import eu.ccngateway.launcher.node.BrowseCommand;
import eu.ccngateway.launcher.node.CallCommand;
import eu.ccngateway.launcher.node.GetCommand;
import eu.ccngateway.launcher.node.PutCommand;
import eu.ccngateway.launcher.node.ReportsCommand;
import eu.ccngateway.launcher.node.ServeCommand;
import eu.ccngateway.launcher.node.WhoAmICommand;
import eu.ccngateway.launcher.operator.DeadLettersCommand;
import eu.ccngateway.launcher.operator.EvidenceCommand;
import eu.ccngateway.launcher.operator.NodesCommand;
import eu.ccngateway.launcher.operator.QueuesCommand;
import eu.ccngateway.launcher.pki.PkiCommand;
import eu.ccngateway.launcher.scenario.ScenarioCommand;
import eu.ccngateway.launcher.sla.SlaCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "ccn",
        description = "CCN Gateway: an open message-exchange gateway in the manner of the customs network CCN/CSI.",
        versionProvider = Version.class,
        subcommands = {
            UpCommand.class,
            GatewayCommand.class,
            CheckCommand.class,
            PkiCommand.class,
            PutCommand.class,
            GetCommand.class,
            BrowseCommand.class,
            CallCommand.class,
            ServeCommand.class,
            ReportsCommand.class,
            WhoAmICommand.class,
            DoorCommand.class,
            ApplicationCommand.class,
            ApplicationListCommand.class,
            ScenarioCommand.class,
            QueuesCommand.class,
            NodesCommand.class,
            DeadLettersCommand.class,
            EvidenceCommand.class,
            UnavailabilityCommand.class,
            SlaCommand.class,
            ProberCommand.class,
            LoadtestCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage, 3 unreachable, 4 verification failed, 5 refused.",
            "Data goes to stdout, everything else to stderr.",
            "",
            "Example:",
            "  ./ccn up"
        })
public final class Ccn {

    private Ccn() {}

    public static void main(String[] arguments) {
        Console console = Console.ofThisProcess();
        int code = commandLine(console).execute(arguments);
        console.out().flush();
        System.exit(code);
    }

    /** Everything but the process: streams come from outside, and an exit code comes back. */
    static CommandLine commandLine(Console console) {
        String command = System.getProperty("ccn.command", "./ccn");
        CommandLine line = new CommandLine(new Ccn(), new CommandFactory(console, command));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(new FailureReport(console));
        line.setParameterExceptionHandler(Ccn::explain);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(120);
        line.setUsageHelpAutoWidth(false);
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        addHelp(line);
        return line;
    }

    /** A wrong command line gets two lines and not the whole manual. */
    private static int explain(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        command.getErr().println("ccn: " + fault.getMessage());
        command.getErr().println("ccn: try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    /** Every command has --help, the first one --version too. */
    private static void addHelp(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(Ccn::addHelp);
    }
}
