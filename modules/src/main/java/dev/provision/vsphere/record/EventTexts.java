package dev.provision.vsphere.record;

import java.util.ArrayList;
import java.util.List;

/** Lines as the texts of as few events as possible. Pure. */
final class EventTexts {
  /**
   * The API does not limit the message of {@code LogUserEvent}, and nobody has seen where a server
   * cuts it. vCenter's documentation of remote streaming says that events above 1,024 characters
   * are split into several messages of syslog, so each stays below that with its own words around
   * it.
   */
  static final int LONGEST = 1_000;

  private static final String CUT = "...";

  /** Room for {@code (12/34)}. */
  private static final int NUMBER = 14;

  private EventTexts() {}

  /**
   * @param head stands before each text, with its number where there are several
   */
  static List<String> of(String head, List<String> lines) {
    int room = LONGEST - head.length() - NUMBER;
    List<StringBuilder> texts = new ArrayList<>();
    for (String line : lines) {
      String cut = line.length() <= room ? line : line.substring(0, room - CUT.length()) + CUT;
      StringBuilder last = texts.isEmpty() ? null : texts.get(texts.size() - 1);
      if (last != null && last.length() + 1 + cut.length() <= room) {
        last.append('\n').append(cut);
      } else {
        texts.add(new StringBuilder(cut));
      }
    }
    List<String> all = new ArrayList<>();
    for (StringBuilder text : texts) {
      String number = texts.size() == 1 ? "" : " (" + (all.size() + 1) + "/" + texts.size() + ")";
      all.add(head + number + ":\n" + text);
    }
    return all;
  }
}
