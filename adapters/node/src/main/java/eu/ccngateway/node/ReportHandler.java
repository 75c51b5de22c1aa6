package eu.ccngateway.node;

/** Takes the reports of a queue. */
@FunctionalInterface
public interface ReportHandler {

    /** Called for one report after the other. When it returns the report is acknowledged; if it throws, rolled back. */
    void handle(Report report) throws Exception;
}
