package eu.ccngateway.applications.scenario;

/**
 * What became of one step.
 *
 * @param expected what the scenario says
 * @param seen what was there
 */
public record Finding(String expected, String seen, boolean isGood) {}
