package eu.ccngateway.gateway.evidence;

import eu.ccngateway.protocol.seal.MerkleTree;
import eu.ccngateway.protocol.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a statement stands under its seal: {@code index=I}, {@code size=N}, then the sibling hashes from the leaf up, each
 * with the side it stands on, {@code L} or {@code R}.
 */
record PackProof(int index, int size, byte[] path) {

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    String text() {
        StringBuilder text = new StringBuilder("index=" + index + "\nsize=" + size + "\n");
        int offset = 0;
        for (String side : MerkleTree.sides(index, size)) {
            text.append(side)
                    .append(' ')
                    .append(HEX.formatHex(path, offset, offset + Sha256.LENGTH))
                    .append('\n');
            offset += Sha256.LENGTH;
        }
        return text.toString();
    }

    static PackProof read(String file, byte[] bytes) {
        List<String> lines = List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1));
        int index = number(file, lines, 0, "index=");
        int size = number(file, lines, 1, "size=");
        require(index < size, file, "has no index below its size");
        List<String> sides = MerkleTree.sides(index, size);
        byte[] path = new byte[sides.size() * Sha256.LENGTH];
        for (int i = 0; i < sides.size(); i++) {
            String line = i + 2 < lines.size() ? lines.get(i + 2) : "";
            boolean isHash = line.startsWith(sides.get(i) + " ")
                    && HASH.matcher(line.substring(2)).matches();
            require(isHash, file, "has no hash on side " + sides.get(i) + " where one belongs");
            System.arraycopy(HEX.parseHex(line, 2, line.length()), 0, path, i * Sha256.LENGTH, Sha256.LENGTH);
        }
        boolean isAll =
                lines.size() == sides.size() + 3 && lines.get(sides.size() + 2).isEmpty();
        require(isAll, file, "has more than its lines");
        return new PackProof(index, size, path);
    }

    byte[] leadsTo(byte[] leaf) {
        return MerkleTree.rootOf(leaf, index, size, path);
    }

    private static int number(String file, List<String> lines, int line, String key) {
        String text = lines.size() > line ? lines.get(line) : "";
        boolean isNumber = text.startsWith(key)
                && NUMBER.matcher(text.substring(key.length())).matches();
        require(isNumber, file, "has no index below its size");
        return Integer.parseInt(text.substring(key.length()));
    }

    private static void require(boolean holds, String file, String reason) {
        if (!holds) {
            throw new PackFault(file, reason);
        }
    }
}
