package dev.vouch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lines over doubly logarithmic axes as an SVG image; all values are positive. */
final class LogPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int BOTTOM = 48;
  private static final int MARGIN = 16;
  private static final List<String> COLOURS = List.of("#1f5fa8", "#c0561b", "#3b7d3b");

  private record Line(String name, double[] x, double[] y) {}

  /** Powers of ten around the values of one axis. */
  private record Decades(int from, int to) {
    static Decades around(List<double[]> values) {
      double least = Double.MAX_VALUE;
      double most = Double.MIN_VALUE;
      for (double[] some : values) {
        for (double value : some) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
      int from = (int) Math.floor(Math.log10(least));
      return new Decades(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))));
    }

    /** 0 at the first power, 1 at the last. */
    double position(double value) {
      return (Math.log10(value) - from) / (to - from);
    }
  }

  private final String xLabel;
  private final String yLabel;
  private final List<Line> lines = new ArrayList<>();

  LogPlot(String xLabel, String yLabel) {
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Adds a line through points in order. */
  <T> void line(String name, List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    lines.add(
        new Line(
            name,
            points.stream().mapToDouble(x).toArray(),
            points.stream().mapToDouble(y).toArray()));
  }

  /** The image. */
  String svg() {
    Decades xs = Decades.around(lines.stream().map(Line::x).toList());
    Decades ys = Decades.around(lines.stream().map(Line::y).toList());
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH,
        HEIGHT);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    grid(svg, xs, ys);
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, lines.get(i), COLOURS.get(i % COLOURS.size()), xs, ys);
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(StringBuilder svg, Decades xs, Decades ys) {
    for (int power = xs.from; power <= xs.to; power++) {
      double x = x(xs.position(Math.pow(10, power)));
      add(
          svg,
          "<path d=\"M%.1f %d V%d\" stroke=\"#ddd\"/>"
              + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          x,
          MARGIN,
          HEIGHT - BOTTOM,
          x,
          HEIGHT - BOTTOM + 18,
          decade(power));
    }
    for (int power = ys.from; power <= ys.to; power++) {
      double y = y(ys.position(Math.pow(10, power)));
      add(
          svg,
          "<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT,
          y,
          WIDTH - MARGIN,
          LEFT - 6,
          y + 4,
          decade(power));
    }
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - MARGIN) / 2,
        HEIGHT - 10,
        xLabel);
    add(
        svg,
        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        (MARGIN + HEIGHT - BOTTOM) / 2,
        yLabel);
  }

  private static void draw(StringBuilder svg, Line line, String colour, Decades xs, Decades ys) {
    StringBuilder path = new StringBuilder();
    double x = 0;
    double y = 0;
    for (int i = 0; i < line.x.length; i++) {
      x = x(xs.position(line.x[i]));
      y = y(ys.position(line.y[i]));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : " L", x, y));
      add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
    }
    add(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    add(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">%s</text>",
        x,
        y - 8,
        colour,
        line.name);
  }

  private static String decade(int power) {
    return power >= 0 && power <= 3 ? Integer.toString((int) Math.pow(10, power)) : "1e" + power;
  }

  private static double x(double position) {
    return LEFT + position * (WIDTH - MARGIN - LEFT);
  }

  private static double y(double position) {
    return HEIGHT - BOTTOM - position * (HEIGHT - BOTTOM - MARGIN);
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
