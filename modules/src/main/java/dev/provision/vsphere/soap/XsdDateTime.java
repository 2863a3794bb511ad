package dev.provision.vsphere.soap;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * {@code xsd:dateTime} to and from {@code Calendar}, by hand: the formatters of {@code java.time}
 * cost tens of milliseconds at the first use. Fractions below a millisecond are dropped; a time
 * without a zone is UTC, as vCenter means it.
 */
final class XsdDateTime {
  private static final long DAY_MILLIS = 86_400_000L;

  private XsdDateTime() {}

  static String text(Calendar time) {
    return Instant.ofEpochMilli(time.getTimeInMillis()).toString();
  }

  /**
   * @throws IllegalArgumentException when the text is no {@code xsd:dateTime}
   */
  static Calendar parse(String text) {
    try {
      int t = text.indexOf('T');
      int dash2 = text.lastIndexOf('-', t);
      int dash1 = text.lastIndexOf('-', dash2 - 1);
      int zone = zoneStart(text, t);
      long day =
          LocalDate.of(
                  Integer.parseInt(text, 0, dash1, 10),
                  Integer.parseInt(text, dash1 + 1, dash2, 10),
                  Integer.parseInt(text, dash2 + 1, t, 10))
              .toEpochDay();
      int hour = Integer.parseInt(text, t + 1, t + 3, 10);
      int minute = Integer.parseInt(text, t + 4, t + 6, 10);
      int second = Integer.parseInt(text, t + 7, t + 9, 10);
      if (text.charAt(t + 3) != ':' || text.charAt(t + 6) != ':') {
        throw new IllegalArgumentException();
      }
      long millis =
          day * DAY_MILLIS
              + hour * 3_600_000L
              + minute * 60_000L
              + second * 1000L
              + fraction(text, t + 9, zone);
      int offsetMinutes = offset(text, zone);
      Calendar calendar = new GregorianCalendar(zone(offsetMinutes), Locale.ROOT);
      calendar.setTimeInMillis(millis - offsetMinutes * 60_000L);
      return calendar;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not an xsd:dateTime", e);
    }
  }

  private static int zoneStart(String text, int t) {
    for (int i = t; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'Z' || c == '+' || c == '-') {
        return i;
      }
    }
    return text.length();
  }

  private static int fraction(String text, int start, int end) {
    if (start == end) {
      return 0;
    }
    if (text.charAt(start) != '.') {
      throw new IllegalArgumentException();
    }
    int millis = 0;
    for (int i = start + 1; i < start + 4; i++) {
      millis = millis * 10 + (i < end ? Character.digit(text.charAt(i), 10) : 0);
    }
    return millis;
  }

  private static int offset(String text, int zone) {
    if (zone == text.length() || text.charAt(zone) == 'Z') {
      return 0;
    }
    int minutes =
        Integer.parseInt(text, zone + 1, zone + 3, 10) * 60
            + Integer.parseInt(text, zone + 4, zone + 6, 10);
    return text.charAt(zone) == '-' ? -minutes : minutes;
  }

  private static TimeZone zone(int offsetMinutes) {
    if (offsetMinutes == 0) {
      return TimeZone.getTimeZone("GMT");
    }
    int size = Math.abs(offsetMinutes);
    String sign = offsetMinutes < 0 ? "-" : "+";
    return TimeZone.getTimeZone(
        "GMT" + sign + size / 60 + ":" + (size % 60 < 10 ? "0" : "") + size % 60);
  }
}
