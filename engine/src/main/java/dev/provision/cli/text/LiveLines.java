package dev.provision.cli.text;

import dev.provision.run.RunEvent;
import dev.provision.spi.Address;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events of a run on a terminal: finished steps scroll up, running ones stay below as live lines
 * with the server's own percentage. It redraws at most ten times a second, by the events' own time,
 * and when it is told that time passes. The terminal does not wrap the live lines, so that they can
 * be drawn over even where it is narrower than we know. Safe for use by two threads.
 */
public final class LiveLines {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final int BAR = 20;

  /** Live lines at a time; the rest is counted. */
  private static final int MOST = 16;

  private static final String UP_AND_CLEAR = "\r\u001b[%dA\u001b[J";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintStream out;
  private final Style style;
  private final Terminal terminal;
  private final int most;
  private final EventText lines;
  private final Map<Address, Running> running = new LinkedHashMap<>();
  private int drawn;
  private Instant last = Instant.EPOCH;

  private record Running(Instant since, String doing, int percent, String what) {}

  public LiveLines(PrintStream out, Style style, Terminal terminal) {
    this.out = out;
    this.style = style;
    this.terminal = terminal;
    this.most = Math.max(1, Math.min(MOST, terminal.rows() - 4));
    this.lines = new EventText(style);
  }

  public synchronized void accept(RunEvent event) {
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

  /** Redraws the elapsed times when no event comes. */
  public synchronized void tick(Instant now) {
    if (!running.isEmpty() && Duration.between(last, now).compareTo(REDRAW) >= 0) {
      redraw("", now);
    }
  }

  /** Removes the live lines; unfinished steps were reported already. */
  public synchronized void close() {
    running.clear();
    if (drawn > 0) {
      redraw("", last);
    }
  }

  private void redraw(String scrolled, Instant now) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(String.format(UP_AND_CLEAR, drawn));
    }
    if (!scrolled.isEmpty()) {
      text.append(scrolled).append('\n');
    }
    drawn = 0;
    text.append(running.isEmpty() ? "" : NO_WRAP);
    for (Map.Entry<Address, Running> entry : running.entrySet()) {
      if (drawn == most) {
        text.append(style.dim("  and " + (running.size() - most) + " more")).append('\n');
        drawn++;
        break;
      }
      text.append(live(entry.getKey(), entry.getValue(), now)).append('\n');
      drawn++;
    }
    text.append(running.isEmpty() ? "" : WRAP);
    out.print(text);
    last = now;
  }

  private String live(Address address, Running step, Instant now) {
    String percent = step.percent() < 0 ? "    " : String.format("%3d%%", step.percent());
    String bar = "";
    if (step.percent() >= 0) {
      int full = Math.min(step.percent(), 100) * BAR / 100;
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
            + (step.what().isEmpty() ? "" : Style.oneLine(step.what()) + " ")
            + EventText.duration(Duration.between(step.since(), now));
    return style.cyan(Style.fit(text, terminal.columns() - 1));
  }
}
