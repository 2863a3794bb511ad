package dev.provision.declare;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 5 min} (or {@code 5 m}), {@code 10 s}, {@code 1.5 h}; the space is optional. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([a-z]*)");
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms", 1L, "s", 1_000L, "min", 60_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  /**
   * @param bareUnit the unit of a number without one; empty to refuse such a number
   * @throws IllegalArgumentException when the text has another form; the message says what was
   *     wanted
   */
  public static Duration parse(String text, String bareUnit) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw wanted(text);
    }
    String unit = matcher.group(2).isEmpty() ? bareUnit : matcher.group(2);
    Long millis = MILLIS.get(unit);
    if (millis == null) {
      throw wanted(text);
    }
    try {
      BigDecimal amount = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(millis));
      return Duration.ofMillis(amount.longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "`" + text + "` is not a whole number of milliseconds that fits in 63 bits", e);
    }
  }

  private static IllegalArgumentException wanted(String text) {
    return new IllegalArgumentException(
        "`" + text + "` is not a duration: expected a number and ms, s, min, h or d, as in 5 min");
  }
}
