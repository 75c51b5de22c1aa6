package eu.ccngateway.applications.catalogue;

/**
 * How much there is in a year, and how it is spread.
 *
 * @param of what is counted: messages, movements or batches
 * @param shape how it is spread over the day and the year, for example office-hours
 * @param source where the number is published, or "assumed"
 */
public record Rate(long perYear, String of, String shape, String source) {}
