package eu.ccngateway.adapters.artemis.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the settings of an address let the broker keep what {@code DurableQueues} promises. */
final class BrokerCheck {

    /** Below this a payload of 20 MiB in parts could stop half way, since the broker reads no page before it is settled. */
    private static final long PAGE_READ_MIN = 64L * 1024 * 1024;

    private BrokerCheck() {}

    /**
     * What must be changed, in words that name the setting.
     *
     * @param settings as the broker says them, in JSON
     * @param expiryAddress where expired entries must go
     */
    static List<String> faults(String settings, String expiryAddress) {
        List<String> faults = new ArrayList<>();
        require(faults, settings, "max-delivery-attempts", "maxDeliveryAttempts", "-1");
        require(faults, settings, "expiry-address", "expiryAddress", expiryAddress);
        require(faults, settings, "redelivery-delay", "redeliveryDelay", "0");
        String policy = value(settings, "addressFullMessagePolicy");
        if (policy.equals("DROP")) {
            faults.add("address-full-policy: DROP (expected: PAGE)");
        }
        pageReads(faults, settings, "max-read-page-bytes", "maxReadPageBytes", PAGE_READ_MIN);
        pageReads(faults, settings, "max-read-page-messages", "maxReadPageMessages", 1_000);
        return faults;
    }

    private static void require(List<String> faults, String settings, String name, String jsonName, String expected) {
        String actual = value(settings, jsonName);
        if (!actual.equals(expected)) {
            faults.add(name + ": " + (actual.isEmpty() ? "not set" : actual) + " (expected: " + expected + ")");
        }
    }

    private static void pageReads(List<String> faults, String settings, String name, String jsonName, long min) {
        String actual = value(settings, jsonName);
        if (!actual.isEmpty() && Long.parseLong(actual) > 0 && Long.parseLong(actual) < min) {
            faults.add(name + ": " + actual + " (expected: -1, or at least " + min + ")");
        }
    }

    private static String value(String settings, String jsonName) {
        Matcher value =
                Pattern.compile("\"" + jsonName + "\"\\s*:\\s*\"?([^\",}]*)\"?").matcher(settings);
        return value.find() ? value.group(1) : "";
    }
}
