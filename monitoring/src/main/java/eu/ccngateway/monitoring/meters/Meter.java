package eu.ccngateway.monitoring.meters;

import static eu.ccngateway.monitoring.meters.MeterLabel.AGE;
import static eu.ccngateway.monitoring.meters.MeterLabel.ANSWERED;
import static eu.ccngateway.monitoring.meters.MeterLabel.APPLICATION;
import static eu.ccngateway.monitoring.meters.MeterLabel.CODE;
import static eu.ccngateway.monitoring.meters.MeterLabel.DOMAIN;
import static eu.ccngateway.monitoring.meters.MeterLabel.END;
import static eu.ccngateway.monitoring.meters.MeterLabel.FILE;
import static eu.ccngateway.monitoring.meters.MeterLabel.FLUSH;
import static eu.ccngateway.monitoring.meters.MeterLabel.JAVA;
import static eu.ccngateway.monitoring.meters.MeterLabel.LAW;
import static eu.ccngateway.monitoring.meters.MeterLabel.NODE;
import static eu.ccngateway.monitoring.meters.MeterLabel.QUEUE;
import static eu.ccngateway.monitoring.meters.MeterLabel.REDELIVERED;
import static eu.ccngateway.monitoring.meters.MeterLabel.REPORT;
import static eu.ccngateway.monitoring.meters.MeterLabel.RESULT;
import static eu.ccngateway.monitoring.meters.MeterLabel.SUCCESS;
import static eu.ccngateway.monitoring.meters.MeterLabel.VERSION;
import static eu.ccngateway.monitoring.meters.MeterType.COUNTER;
import static eu.ccngateway.monitoring.meters.MeterType.GAUGE;
import static eu.ccngateway.monitoring.meters.MeterType.HISTOGRAM;

import java.util.List;

/**
 * Every meter there is. Names are what dashboards and alerts of others rest on: they stay as they are.
 *
 * <p>A message is counted once it is accepted, per recipient, and neither reports nor calls are messages. Bytes are those of
 * payloads.
 */
public enum Meter {
    MESSAGES_RECEIVED(COUNTER, "ccn_messages_received_total", "Messages that came, by the sender's domain.", DOMAIN),
    RECEIVED_BYTES(COUNTER, "ccn_messages_received_bytes_total", "Their payloads.", DOMAIN),
    MESSAGES_STORED(
            COUNTER,
            "ccn_messages_stored_total",
            "Messages made durable, with their CoA, by the sender's domain: this is the volume.",
            DOMAIN,
            APPLICATION),
    STORED_BYTES(COUNTER, "ccn_messages_stored_bytes_total", "Their payloads.", DOMAIN, APPLICATION),
    MESSAGES_REFUSED(
            COUNTER,
            "ccn_messages_refused_total",
            "Messages refused, by the sender's domain; `application=\"none\"` where the queue was not read.",
            DOMAIN,
            APPLICATION,
            CODE),
    ANSWERED_AGAIN(
            COUNTER,
            "ccn_messages_answered_again_total",
            "Duplicates that got their first result again, by the sender's domain.",
            DOMAIN),
    OUTCOME_UNKNOWN(
            COUNTER,
            "ccn_messages_outcome_unknown_total",
            "Senders told that nobody knows yet; what becomes of the message is counted when it is known.",
            DOMAIN),
    MESSAGES_DELIVERED(
            COUNTER,
            "ccn_messages_delivered_total",
            "Messages handed to nodes, reports included, by the queue's domain.",
            DOMAIN,
            APPLICATION,
            REDELIVERED),
    MESSAGES_ENDED(
            COUNTER,
            "ccn_messages_ended_total",
            "Messages that left their queue: delivered, expired, dead-lettered (with the code), purged or revived"
                    + " from the dead letters, by the queue's domain.",
            DOMAIN,
            APPLICATION,
            END,
            CODE),
    REPORTS_ISSUED(COUNTER, "ccn_reports_issued_total", "Reports sealed and stored.", REPORT),
    CALLS(COUNTER, "ccn_calls_total", "Synchronous calls, by the application called.", APPLICATION, ANSWERED),

    PUT_TO_COA(HISTOGRAM, "ccn_put_to_coa_seconds", "From the last byte of a put to its durability and CoA."),
    PUT_TO_COD(
            HISTOGRAM,
            "ccn_put_to_cod_seconds",
            "From acceptance to the receiver's acknowledgement and CoD.",
            APPLICATION),
    VERIFY(HISTOGRAM, "ccn_verify_seconds", "From the last byte of a put to its verified seal, waiting included."),
    SEAL(HISTOGRAM, "ccn_seal_seconds", "Sealing the reports of one unit of work."),
    STORE(HISTOGRAM, "ccn_store_seconds", "Making one unit of work durable."),
    DELIVER(HISTOGRAM, "ccn_deliver_seconds", "From acceptance until a message is handed to a node.", APPLICATION),
    CALL(HISTOGRAM, "ccn_call_seconds", "From a call to its answer."),
    COMMIT_MESSAGES(HISTOGRAM, "ccn_commit_messages", "Messages in one unit of work."),
    FLUSHES(
            COUNTER,
            "ccn_flushes_total",
            "Units of work by why they were closed: nothing else on its way (idle), an earlier one done (behind), or"
                    + " as large as it may be (full).",
            FLUSH),
    COMMITS_FAILED(COUNTER, "ccn_commits_failed_total", "Units of work the store did not take."),

    QUEUE_MESSAGES(
            GAUGE,
            "ccn_queue_messages",
            "Messages and reports queued and not yet acknowledged.",
            DOMAIN,
            APPLICATION,
            QUEUE),
    QUEUE_OLDEST(
            GAUGE,
            "ccn_queue_oldest_seconds",
            "Age of the oldest of them, to ten seconds; 0 for an empty queue.",
            DOMAIN,
            APPLICATION,
            QUEUE),
    QUEUE_CONSUMERS(
            GAUGE, "ccn_queue_consumers", "Connected nodes that may take from the queue.", DOMAIN, APPLICATION, QUEUE),
    WITHOUT_COD(
            GAUGE,
            "ccn_messages_without_cod",
            "Messages still without an end past an age, by the queue's domain; the ages are in gateway.yaml, 1 h and 24 h unless changed.",
            DOMAIN,
            APPLICATION,
            AGE),
    UNACCOUNTED(
            GAUGE,
            "ccn_messages_unaccounted",
            "What a law of the books is off by; 0 once nothing is on its way. `received`: received, less stored,"
                    + " refused, answered again and in flight. `queued`: stored less ended, against the room taken.",
            LAW),
    DEAD_LETTERS(GAUGE, "ccn_dead_letters", "Messages nobody could take, waiting for an operator."),

    NODE_UP(GAUGE, "ccn_node_up", "1 for a node that is connected, 0 for one that is not.", DOMAIN, NODE),
    NODE_SESSIONS(GAUGE, "ccn_node_sessions", "Its sessions.", DOMAIN, NODE),
    NODE_CERTIFICATE_EXPIRY(
            GAUGE,
            "ccn_node_certificate_expiry_timestamp_seconds",
            "When the certificate it last showed ends; 0 before it was seen.",
            DOMAIN,
            NODE),
    NODE_CRL_AGE(
            GAUGE,
            "ccn_node_crl_age_seconds",
            "Age of the revocation list of that certificate's issuer; 0 before it was seen.",
            DOMAIN,
            NODE),
    NODE_CLOCK_OFFSET(
            GAUGE,
            "ccn_node_clock_offset_seconds",
            "How far its clock was ahead of ours when last asked; 0 before.",
            DOMAIN,
            NODE),
    HANDSHAKES(
            COUNTER,
            "ccn_handshakes_total",
            "Connections by how they began: admitted, tls_failed, or the code of the refusal.",
            RESULT),
    SESSIONS(GAUGE, "ccn_sessions", "Sessions open now."),
    SESSIONS_CLOSED(COUNTER, "ccn_sessions_closed_total", "Sessions that are over."),
    SESSIONS_ENDED(COUNTER, "ccn_sessions_ended_total", "Of these, by the gateway and why.", CODE),

    READY(GAUGE, "ccn_ready", "1 if the gateway can verify, sign, persist and route now."),
    SEAL_CERTIFICATE_EXPIRY(
            GAUGE, "ccn_seal_certificate_expiry_timestamp_seconds", "When the certificate that seals reports ends."),
    CRL_NEXT_UPDATE(
            GAUGE,
            "ccn_crl_next_update_timestamp_seconds",
            "When the first of the revocation lists in force runs out."),
    DISK_FREE(GAUGE, "ccn_disk_free_bytes", "Room left where journal and evidence are."),
    DISK_SIZE(GAUGE, "ccn_disk_size_bytes", "The room there is in all."),
    DUPLICATE_IDS(GAUGE, "ccn_duplicate_window_ids", "Message ids remembered."),
    DUPLICATES_FORCED_OUT(
            COUNTER, "ccn_duplicate_window_forced_out_total", "Ids forgotten before their time, for want of room."),
    RELOADS(
            COUNTER,
            "ccn_reloads_total",
            "Changed files taken up while running: the network file, or keys and trust.",
            FILE,
            SUCCESS),
    RELOAD_SUCCESS(
            GAUGE, "ccn_reload_success", "1 if the last change was taken up, 0 if the last good one stays.", FILE),
    HEAP_USED(GAUGE, "ccn_heap_used_bytes", "Memory the process uses for objects."),
    HEAP_MAX(GAUGE, "ccn_heap_max_bytes", "Memory it may use for them."),
    GC(COUNTER, "ccn_gc_seconds_total", "Time spent collecting garbage."),
    CPU(COUNTER, "ccn_cpu_seconds_total", "Processor time of the process."),
    START_TIME(GAUGE, "ccn_start_timestamp_seconds", "When the process started."),
    BUILD(GAUGE, "ccn_build_info", "1; says which version runs on which Java.", VERSION, JAVA);

    private final MeterType type;
    private final String exported;
    private final String sentence;
    private final List<MeterLabel> labels;

    Meter(MeterType type, String exported, String sentence, MeterLabel... labels) {
        this.type = type;
        this.exported = exported;
        this.sentence = sentence;
        this.labels = List.of(labels);
    }

    public MeterType type() {
        return type;
    }

    /** The name in the exported text; a histogram has three series, {@code _bucket}, {@code _sum} and {@code _count}. */
    public String exported() {
        return exported;
    }

    public String sentence() {
        return sentence;
    }

    public List<MeterLabel> labels() {
        return labels;
    }

    /** What is counted, from the name: {@code seconds}, {@code bytes}, {@code timestamp} or nothing. */
    public String unit() {
        String name = exported.replace("_total", "");
        if (name.endsWith("_timestamp_seconds")) {
            return "Unix time";
        }
        return name.endsWith("_seconds") ? "seconds" : name.endsWith("_bytes") ? "bytes" : "";
    }

    /** The name without what the library adds by itself. */
    String registered() {
        return type == COUNTER ? exported.substring(0, exported.length() - "_total".length()) : exported;
    }

    /** Label names and values, in turn. */
    String[] tags(String... values) {
        String[] tags = new String[labels.size() * 2];
        for (int i = 0; i < labels.size(); i++) {
            tags[2 * i] = labels.get(i).label();
            tags[2 * i + 1] = values[i];
        }
        return tags;
    }
}
