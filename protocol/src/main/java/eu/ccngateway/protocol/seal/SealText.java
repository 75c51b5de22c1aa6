package eu.ccngateway.protocol.seal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The text that a seal's CMS signs. */
public final class SealText {

    private SealText() {}

    /** {@code ccn-seal-1}, {@code size=N}, {@code root=HEX}, each with a line end. */
    public static byte[] of(int size, byte[] root) {
        return ("ccn-seal-1\nsize=" + size + "\nroot=" + HexFormat.of().formatHex(root) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
