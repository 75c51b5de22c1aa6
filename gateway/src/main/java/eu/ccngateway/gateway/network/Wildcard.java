package eu.ccngateway.gateway.network;

/** A pattern of characters, {@code ?} for any one and {@code *} for any number of any; the whole text must match. */
record Wildcard(String pattern) {

    static final Wildcard ANY = new Wildcard("*");

    /** Whether it can match one text only. */
    boolean isLiteral() {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** Linear in practice and never worse than pattern times text: on a mismatch only the last star is tried again. */
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        while (t < text.length()) {
            char expected = p < pattern.length() ? pattern.charAt(p) : 0;
            if (expected == '*') {
                star = p++;
                starText = t;
            } else if (expected == '?' || expected == text.charAt(t) && p < pattern.length()) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
