package dev.provision.cli;

import dev.provision.run.RunEvent;
import dev.provision.spi.Address;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events of a run on a terminal: finished steps scroll up, running ones stay below as live lines
 * with the server's own percentage. Used by one thread; it redraws at most ten times a second, by
 * the events' own time.
 */
final class LiveLines {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final int BAR = 20;

  private final PrintStream out;
  private final Style style;
  private final int width;
  private final int most;
  private final EventText lines;
  private final Map<Address, Running> running = new LinkedHashMap<>();
  private int drawn;
  private Instant last = Instant.EPOCH;

  private record Running(Instant since, String doing, int percent, String what) {}

  /**
   * @param width of the terminal in columns
   * @param most live lines at a time; the rest is counted
   */
  LiveLines(PrintStream out, Style style, int width, int most) {
    this.out = out;
    this.style = style;
    this.width = width;
    this.most = most;
    this.lines = new EventText(style);
  }

  void accept(RunEvent event) {
    boolean scrolls = false;
    String line = "";
    if (event instanceof RunEvent.StepStarted e) {
      lines.line(event);
      running.put(e.address(), new Running(e.at(), EventText.doing(e.action()), -1, ""));
    } else if (event instanceof RunEvent.StepProgress e) {
      running.computeIfPresent(
          e.address(), (a, r) -> new Running(r.since(), r.doing(), e.percent(), e.what()));
    } else if (event instanceof RunEvent.StepWaiting e) {
      running.computeIfPresent(
          e.address(), (a, r) -> new Running(r.since(), r.doing(), -1, e.what()));
    } else {
      if (event instanceof RunEvent.StepFinished e) {
        running.remove(e.address());
      }
      line = lines.line(event).orElse("");
      scrolls = !line.isEmpty() || event instanceof RunEvent.Finished;
    }
    if (scrolls || Duration.between(last, event.at()).compareTo(REDRAW) >= 0) {
      redraw(line, event.at());
    }
  }

  private void redraw(String scrolled, Instant now) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\u001b[J");
    }
    if (!scrolled.isEmpty()) {
      text.append(scrolled).append('\n');
    }
    drawn = 0;
    for (Map.Entry<Address, Running> entry : running.entrySet()) {
      if (drawn == most) {
        text.append(style.dim("  and " + (running.size() - most) + " more")).append('\n');
        drawn++;
        break;
      }
      text.append(live(entry.getKey(), entry.getValue(), now)).append('\n');
      drawn++;
    }
    out.print(text);
    out.flush();
    last = now;
  }

  private String live(Address address, Running step, Instant now) {
    String percent = step.percent() < 0 ? "    " : String.format("%3d%%", step.percent());
    String bar = "";
    if (step.percent() >= 0) {
      int full = step.percent() * BAR / 100;
      bar = " " + "█".repeat(full) + "░".repeat(BAR - full);
    }
    String text =
        "  "
            + percent
            + bar
            + " "
            + address
            + " "
            + step.doing()
            + " "
            + Style.oneLine(step.what())
            + " "
            + EventText.duration(Duration.between(step.since(), now));
    return style.cyan(Style.fit(text, width - 1));
  }
}
