package dev.provision.modules.hosts.settings;

import java.util.List;

/** Lists of texts as the API and as playbooks have them. */
final class Texts {
  private Texts() {}

  /**
   * @param values null for none: a server leaves out an empty list
   */
  static List<String> of(String[] values) {
    return values == null ? List.of() : List.of(values);
  }

  static String list(List<String> values) {
    return values.isEmpty() ? "none" : String.join(", ", values);
  }
}
