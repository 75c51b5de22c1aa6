package eu.ccngateway.monitoring.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The cells of all years: availability as the published table has it, then volumes, then growth. */
public final class PublishedTable {

    private PublishedTable() {}

    public static List<Cell> cells(List<ReplayedYear> years) {
        List<Published.Row> published = Published.rows();
        List<Cell> cells = new ArrayList<>();
        years.forEach(year -> cells.addAll(year.availability(published)));
        years.forEach(year -> cells.addAll(year.volume(published)));
        for (ReplayedYear year : years) {
            years.stream()
                    .filter(other -> other.scenario().year() == year.scenario().year() - 1)
                    .findFirst()
                    .ifPresent(before -> cells.addAll(year.growth(before, published)));
        }
        List<String> order = published.stream().map(Published.Row::key).toList();
        cells.sort(Comparator.comparing(Cell::kind)
                .thenComparing(cell -> order.contains(cell.service()) ? order.indexOf(cell.service()) : order.size())
                .thenComparing(Cell::year));
        return cells;
    }
}
