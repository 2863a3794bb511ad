package dev.provision.openstack;

import dev.provision.openstack.ShellLine.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of one command: options by name without dashes and with dashes inside ({@code
 * disk-format}), each with its values, and the words that are none.
 *
 * @param flags options that were given without a value
 */
record Arguments(Map<String, List<Word>> options, Map<String, Word> flags, List<Word> words) {

  /**
   * @param flagNames the options that take no value
   */
  static Arguments of(List<Word> given, Set<String> flagNames) {
    Map<String, List<Word>> options = new LinkedHashMap<>();
    Map<String, Word> flags = new LinkedHashMap<>();
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Word word = given.get(i);
      if (!word.text().startsWith("--") || word.text().length() < 3) {
        words.add(word);
        continue;
      }
      int equals = word.text().indexOf('=');
      String name =
          word.text().substring(2, equals < 0 ? word.text().length() : equals).replace('_', '-');
      if (equals >= 0) {
        add(options, name, new Word(word.text().substring(equals + 1), word.isOpen(), word.at()));
      } else if (flagNames.contains(name) || i + 1 == given.size()) {
        flags.put(name, word);
      } else {
        add(options, name, given.get(++i));
      }
    }
    return new Arguments(options, flags, words);
  }

  private static void add(Map<String, List<Word>> options, String name, Word value) {
    options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  /** The last value of an option, by any of its names. */
  Optional<Word> last(String... names) {
    Optional<Word> found = Optional.empty();
    for (String name : names) {
      List<Word> values = options.getOrDefault(name, List.of());
      if (!values.isEmpty()) {
        found = Optional.of(values.get(values.size() - 1));
      }
    }
    return found;
  }

  List<Word> all(String name) {
    return options.getOrDefault(name, List.of());
  }
}
