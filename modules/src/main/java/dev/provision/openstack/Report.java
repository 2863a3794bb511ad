package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said about an import: a line for each option, and mistakes. Confined to one thread. */
final class Report {
  /** {@code nova.conf:7:1 [vmware] host_ip vcenter.host}. */
  private record Line(Span at, String what, String text) {
    /** Its place may be one of which no line is shown. */
    private static final Pattern PLACE = Pattern.compile("(.*?):(\\d+):(\\d+)");

    String file() {
      Matcher place = PLACE.matcher(at.toString());
      return place.matches() ? place.group(1) : at.file();
    }

    int number(int which) {
      Matcher place = PLACE.matcher(at.toString());
      return place.matches() ? Integer.parseInt(place.group(which + 1)) : 0;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  void line(Span at, String what, String text) {
    lines.add(new Line(at, what, text));
  }

  void add(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  void addAll(List<Diagnostic> more) {
    diagnostics.addAll(more);
  }

  void warn(String message, Span at) {
    add(Diagnostic.warning(message, at));
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** In the order of the files, in columns. */
  List<String> lines() {
    int places = lines.stream().mapToInt(line -> line.at().toString().length()).max().orElse(0);
    int names = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
    List<String> files = lines.stream().map(Line::file).distinct().toList();
    return lines.stream()
        .sorted(
            Comparator.comparingInt((Line line) -> files.indexOf(line.file()))
                .thenComparingInt(line -> line.number(1))
                .thenComparingInt(line -> line.number(2)))
        .map(
            line ->
                pad(line.at().toString(), places)
                    + "  "
                    + pad(line.what(), Math.min(names, 50))
                    + "  "
                    + line.text())
        .toList();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
