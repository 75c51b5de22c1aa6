package eu.ccngateway.applications.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficeListTest {

    private static final String CSV =
            "reference,name,roles\nFR000040,\"Le Havre, \"\"port\"\"\",DEP DES\nDE004600,Hamburg,DEP\n";

    @TempDir
    private Path directory;

    @Test
    void makesUpOfficesWithRolesAndOpeningHours() {
        assertThat(OfficeList.generated(List.of("FR", "DE"), 5))
                .hasSize(10)
                .allMatch(office -> office.get("reference").matches("(FR|DE)\\d{6}"))
                .allMatch(office -> office.get("opens").compareTo(office.get("closes")) < 0)
                .isEqualTo(OfficeList.generated(List.of("FR", "DE"), 5));
    }

    @Test
    void readsTheUsersOwnListAlsoOutOfAZip() throws IOException {
        Path csv = Files.writeString(directory.resolve("offices.csv"), CSV);
        Path zip = directory.resolve("offices.ZIP");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("readme.txt"));
            out.putNextEntry(new ZipEntry("data/offices.csv"));
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(OfficeList.read(csv)).hasSize(2).isEqualTo(OfficeList.read(zip));
        assertThat(OfficeList.read(csv).get(0))
                .containsEntry("name", "Le Havre, \"port\"")
                .containsEntry("roles", "DEP DES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name\nHamburg\n", "reference,name\nDE004600\n", "reference\nHamburg\n", ""})
    void refusesAListAndSaysWhere(String text) throws IOException {
        Path csv = Files.writeString(directory.resolve("offices.csv"), text);
        assertThatThrownBy(() -> OfficeList.read(csv))
                .hasMessageContaining("offices.csv:")
                .hasMessageContaining("expected");
    }
}
