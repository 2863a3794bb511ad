package dev.provision.openstack;

import dev.provision.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * One simple command of a shell.
 *
 * @param words the command and its arguments, at least one
 * @param input what stands behind {@code <}
 */
record ShellLine(List<Word> words, Optional<Word> input) {
  /**
   * A word after quoting.
   *
   * @param isOpen whether the shell would have put something in: {@code $HOME}, {@code *}
   */
  record Word(String text, boolean isOpen, Span at) {}

  ShellLine {
    words = List.copyOf(words);
  }

  Span at() {
    return words.get(0).at();
  }
}
