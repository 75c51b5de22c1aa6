package eu.ccngateway.launcher.console;

import picocli.CommandLine.Option;

/** The option every command has that prints data. */
public final class OutputOption {

    @Option(
            names = "--output",
            paramLabel = "json|table",
            defaultValue = "TABLE",
            description = "How to print: ${COMPLETION-CANDIDATES} (one JSON object a line). Default: table.")
    private OutputFormat format = OutputFormat.TABLE;

    public OutputFormat format() {
        return format;
    }
}
