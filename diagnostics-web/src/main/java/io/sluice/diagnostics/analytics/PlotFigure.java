package io.sluice.diagnostics.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plot with what it says in words and in a table.
 *
 * @param id of its element
 * @param description for people who do not see it
 * @param plot null if there is nothing to draw
 * @param ruled true if its lines are drawn
 */
record PlotFigure(
    String id,
    String title,
    String description,
    @Nullable Plot plot,
    boolean ruled,
    List<LegendEntry> legend,
    Table table) {

  /** An entry of the legend; the kind is the class of its marks. */
  record LegendEntry(String kind, String text) {}

  /** A table; the first cell of a row is its header. */
  record Table(String caption, List<String> headers, List<List<String>> rows) {}
}
