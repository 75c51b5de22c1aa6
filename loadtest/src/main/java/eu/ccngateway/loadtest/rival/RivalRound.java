package eu.ccngateway.loadtest.rival;

/**
 * What a rival did in one round.
 *
 * @param variant which of its ways
 * @param perSecond delivered within the measured time
 * @param p99Ms from put to the receiver
 * @param brokerCpuMicros of the server's process, a message; negative = unknown
 */
public record RivalRound(String variant, double perSecond, double p99Ms, double brokerCpuMicros) {}
