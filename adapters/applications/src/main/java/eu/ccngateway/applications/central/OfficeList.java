package eu.ccngateway.applications.central;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The customs offices of CS/RD2, with roles and opening hours: made up, or out of a CSV file, also within a ZIP. The
 * first line of a CSV names its columns; {@code reference} must be one of them.
 */
public final class OfficeList {

    private static final int OFFICES_MAX = 100_000;
    private static final int LINE_MAX = 10_000;
    private static final int COLUMNS_MAX = 60;
    private static final List<String> ROLES = List.of("DEP", "DES", "TRA", "EXP", "EXT", "ENT", "GUA", "ENQ", "REC");

    private OfficeList() {}

    /** Made-up offices, some of each country; the same for the same countries. */
    public static List<Map<String, String>> generated(List<String> countries, int ofEach) {
        List<Map<String, String>> offices = new ArrayList<>();
        for (String country : countries) {
            SplittableRandom random = new SplittableRandom(country.hashCode());
            for (int i = 1; i <= ofEach; i++) {
                Map<String, String> office = new LinkedHashMap<>();
                office.put("reference", String.format(Locale.ROOT, "%s%06d", country, i * 100));
                office.put("country", country);
                office.put("name", "Office " + i + " of " + country);
                office.put("roles", roles(i, random));
                int opens = random.nextInt(6, 9);
                office.put("opens", String.format(Locale.ROOT, "%02d00", opens));
                office.put("closes", String.format(Locale.ROOT, "%02d00", opens + random.nextInt(8, 12)));
                office.put("days", random.nextInt(4) == 0 ? "1-7" : "1-5");
                offices.add(office);
            }
        }
        return offices;
    }

    /** The first two of a country have every role, so that any movement finds its offices. */
    private static String roles(int number, SplittableRandom random) {
        List<String> roles = ROLES.stream()
                .filter(role -> number <= 2 || random.nextInt(3) > 0)
                .toList();
        return String.join(" ", roles.isEmpty() ? ROLES : roles);
    }

    /** Reads the user's own list. */
    public static List<Map<String, String>> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
                return read(file.toString(), in);
            }
            try (ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv")) {
                        return read(file + "!" + entry.getName(), zip);
                    }
                }
            }
        }
        throw new IllegalArgumentException(file + ": no CSV file in it (expected: one that ends with .csv)");
    }

    private static List<Map<String, String>> read(String name, InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> columns = cells(line(name, 1, lines));
        if (!columns.contains("reference") || columns.size() > COLUMNS_MAX) {
            throw new IllegalArgumentException(
                    name + ":1: " + columns + " (expected: column names, reference among them)");
        }
        List<Map<String, String>> offices = new ArrayList<>();
        int number = 2;
        for (String line = line(name, number, lines); !line.isEmpty(); line = line(name, ++number, lines)) {
            List<String> cells = cells(line);
            if (cells.size() != columns.size() || offices.size() >= OFFICES_MAX) {
                throw new IllegalArgumentException(name + ":" + number + ": " + cells.size() + " cells (expected: "
                        + columns.size() + " as in the first line, and at most " + OFFICES_MAX + " offices)");
            }
            Map<String, String> office = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                office.put(columns.get(i), cells.get(i));
            }
            offices.add(office(name, number, office));
        }
        return offices;
    }

    private static Map<String, String> office(String name, int number, Map<String, String> office) {
        if (!office.getOrDefault("reference", "").matches("[A-Z]{2}[A-Z0-9]{6}")) {
            throw new IllegalArgumentException(name + ":" + number + ": reference: '" + office.get("reference")
                    + "' (expected: a country and six letters or digits)");
        }
        return office;
    }

    /** A line without its end; empty at the end of the file. Bounded, so that a file without line ends fills no memory. */
    private static String line(String name, int number, BufferedReader lines) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = lines.read(); c >= 0 && c != '\n'; c = lines.read()) {
            if (line.length() >= LINE_MAX) {
                throw new IllegalArgumentException(name + ":" + number + ": longer than " + LINE_MAX + " characters");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Cells with commas between; in double quotes where they hold some, and doubled quotes within. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at++);
            boolean isDoubled = c == '"' && at < line.length() && line.charAt(at) == '"';
            if (isQuoted && isDoubled) {
                cell.append('"');
                at++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
