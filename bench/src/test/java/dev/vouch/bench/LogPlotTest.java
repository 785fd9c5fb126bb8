package dev.vouch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LogPlotTest {
  @Test
  void pointsLieOnLogarithmicAxes() throws Exception {
    LogPlot plot = new LogPlot("size", "time");
    plot.line("a", List.of(1.0, 10.0, 100.0), x -> x, x -> x * 10);
    plot.line("b", List.of(1.0, 100.0), x -> x, x -> 1000);
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(plot.svg())));
    var circles = svg.getElementsByTagName("circle");
    assertThat(circles.getLength()).isEqualTo(5);
    double first = coordinate(circles.item(0), "cx");
    double middle = coordinate(circles.item(1), "cx");
    double last = coordinate(circles.item(2), "cx");
    assertThat(middle - first).isPositive().isEqualTo(last - middle);
    assertThat(coordinate(circles.item(0), "cy")).isGreaterThan(coordinate(circles.item(2), "cy"));
    assertThat(coordinate(circles.item(3), "cy")).isEqualTo(coordinate(circles.item(2), "cy"));
    assertThat(plot.svg()).contains(">size<", ">time<", ">a<", ">b<", ">1000<");
  }

  private static double coordinate(org.w3c.dom.Node circle, String name) {
    return Double.parseDouble(((Element) circle).getAttribute(name));
  }
}
