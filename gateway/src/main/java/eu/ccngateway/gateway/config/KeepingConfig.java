package eu.ccngateway.gateway.config;

import java.nio.file.Path;

/**
 * What is kept besides queued messages.
 *
 * @param evidenceDirectory where evidence is kept
 * @param evidenceDays for how long
 * @param archivedBytesMax payloads kept with the evidence, the oldest leave first; 0 = none are
 * @param idsPerDomain duplicate window: ids remembered of one sending domain
 * @param idsTotal duplicate window: ids remembered of all
 */
public record KeepingConfig(
        Path evidenceDirectory, int evidenceDays, long archivedBytesMax, int idsPerDomain, int idsTotal) {}
