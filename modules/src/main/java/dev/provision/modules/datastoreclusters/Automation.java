package dev.provision.modules.datastoreclusters;

import dev.provision.vsphere.kind.rows.Seen;
import java.util.Arrays;
import java.util.Locale;

/** What Storage DRS does with what it recommends ({@code StorageDrsPodConfigInfoBehavior}). */
public enum Automation {
  MANUAL,
  AUTOMATED;

  /** A word that is newer than this program is unknown. */
  static Seen<Automation> seen(String word) {
    if (word == null || word.isEmpty()) {
      return new Seen.NotSet<>();
    }
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(word))
        .findFirst()
        .<Seen<Automation>>map(Seen.Known::new)
        .orElseGet(() -> new Seen.Unknown<>("`" + word + "` is a word of a newer API"));
  }

  /** As the playbook and the API have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
