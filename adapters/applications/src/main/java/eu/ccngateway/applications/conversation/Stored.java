package eu.ccngateway.applications.conversation;

/**
 * Something the application wants remembered over a restart. Replaces what was stored under the key before.
 *
 * @param key at most 200 printable ASCII characters
 * @param value the content; empty means: forget the key
 */
public record Stored(String key, byte[] value) {

    public boolean isForgotten() {
        return value.length == 0;
    }
}
