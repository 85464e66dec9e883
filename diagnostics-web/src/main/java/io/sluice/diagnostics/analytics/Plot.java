package io.sluice.diagnostics.analytics;

import java.util.ArrayList;
import java.util.List;

/**
 * A plot in the units of its drawing, from the upper left corner. Pure.
 *
 * @param lines horizontal ones, with their label on the left
 * @param below labels below the drawing
 */
record Plot(List<Mark> marks, List<Label> lines, List<Label> below) {

  static final int WIDTH = 640;
  static final int HEIGHT = 220;
  static final int LEFT = 62;
  static final int RIGHT = WIDTH - 6;
  static final int TOP = 10;
  static final int BOTTOM = HEIGHT - 26;

  /** Anything that is there can be seen. */
  private static final double LEAST_HEIGHT = 1.5;

  private static final int MAX_LABELS = 6;

  /**
   * A rectangle.
   *
   * @param kind class of the style sheet
   * @param text for a pointer that rests on it; empty if there is none
   */
  record Mark(double x, double y, double width, double height, String kind, String text) {}

  /** A text at a distance from the left (below) or from the top (lines). */
  record Label(double at, String text) {}

  /**
   * A column of a plot.
   *
   * @param label below it
   * @param text for a pointer that rests on it
   */
  record Column(String label, String text, List<Part> parts) {}

  /**
   * A part of a column.
   *
   * @param from and to: values on the axis
   * @param left and right: of the width of the column, 0 to 1
   */
  record Part(String kind, double from, double to, double left, double right) {

    /** A part as wide as its column. */
    static Part of(String kind, double from, double to) {
      return new Part(kind, from, to, 0, 1);
    }
  }

  /** A plot with a column for each time. */
  static Plot of(List<Column> columns, PlotAxis axis) {
    var marks = new ArrayList<Mark>();
    var below = new ArrayList<Label>();
    double step = (double) (RIGHT - LEFT) / Math.max(1, columns.size());
    double gap = step > 6 ? step * 0.15 : 0;
    int labelled = Math.max(1, Math.ceilDiv(columns.size(), MAX_LABELS));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      double x = LEFT + i * step;
      column.parts().forEach(part -> marks.add(mark(part, x + gap / 2, step - gap, axis)));
      if (!column.parts().isEmpty()) {
        marks.add(new Mark(tenth(x), TOP, tenth(step), BOTTOM - TOP, "hit", column.text()));
      }
      if (i % labelled == 0) {
        below.add(new Label(tenth(x + step / 2), column.label()));
      }
    }
    List<Label> lines =
        axis.ticks().stream()
            .map(tick -> new Label(tenth(y(axis, tick.value())), tick.text()))
            .toList();
    return new Plot(marks, lines, below);
  }

  private static Mark mark(Part part, double x, double width, PlotAxis axis) {
    double top = y(axis, part.to());
    double height = Math.max(LEAST_HEIGHT, y(axis, part.from()) - top);
    return new Mark(
        tenth(x + part.left() * width),
        tenth(Math.min(top, BOTTOM - height)),
        Math.max(0.1, tenth((part.right() - part.left()) * width)),
        tenth(height),
        part.kind(),
        "");
  }

  private static double y(PlotAxis axis, double value) {
    return BOTTOM - axis.place().applyAsDouble(value) * (BOTTOM - TOP);
  }

  /** A plot of rows and columns of cells, such as the hours of a week. */
  static Plot cells(List<String> rows, List<String> columns, CellText cell) {
    var marks = new ArrayList<Mark>();
    double width = (double) (RIGHT - LEFT) / columns.size();
    double height = (double) (BOTTOM - TOP) / rows.size();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        Cell one = cell.of(row, column);
        marks.add(
            new Mark(
                tenth(LEFT + column * width + 1),
                tenth(TOP + row * height + 1),
                tenth(width - 2),
                tenth(height - 2),
                one.kind(),
                one.text()));
      }
    }
    return new Plot(marks, centred(rows, TOP, height, 1), centred(columns, LEFT, width, 3));
  }

  /** The kind and the text of a cell. */
  record Cell(String kind, String text) {}

  /** Finds a cell by the number of its row and of its column. */
  @FunctionalInterface
  interface CellText {
    Cell of(int row, int column);
  }

  private static List<Label> centred(List<String> texts, int start, double step, int each) {
    var labels = new ArrayList<Label>();
    for (int i = 0; i < texts.size(); i += each) {
      labels.add(new Label(tenth(start + (i + 0.5) * step), texts.get(i)));
    }
    return labels;
  }

  /** A tenth of a unit is finer than a screen. */
  private static double tenth(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
