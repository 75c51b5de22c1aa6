package eu.ccngateway.monitoring.meters;

/**
 * What refusals are counted by.
 *
 * @param domain of the sender
 * @param application none where the queue was not read
 * @param code why
 */
public record Refusal(String domain, String application, String code) {}
