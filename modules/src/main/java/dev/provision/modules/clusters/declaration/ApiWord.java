package dev.provision.modules.clusters.declaration;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A word of a playbook that the API writes in camel case and takes as a text. */
public interface ApiWord {
  String name();

  /** {@code restartConservative} of {@code restart-conservative}. */
  default String api() {
    StringBuilder word = new StringBuilder();
    for (String part : name().toLowerCase(Locale.ROOT).split("_")) {
      word.append(
          word.isEmpty()
              ? part
              : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
    }
    return word.toString();
  }

  /** As a playbook has it. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The word of a playbook for one of the API; the API's own when no playbook has it. */
  static <E extends Enum<E> & ApiWord> String word(Class<E> type, String api) {
    return of(type, api).map(ApiWord::word).orElse(api);
  }

  /** Empty for a word that no playbook has. */
  static <E extends Enum<E> & ApiWord> Optional<E> of(Class<E> type, String api) {
    return Stream.of(type.getEnumConstants()).filter(each -> each.api().equals(api)).findFirst();
  }
}
