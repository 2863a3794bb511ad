package dev.provision.spi.schema;

import java.util.Objects;

/**
 * A text that a playbook gives inline, as {@code {file: path}}, or as {@code {template: path, vars:
 * {...}}}; the engine reads and renders it, a spec sees the text alone. Its string form never shows
 * the text.
 */
public record Content(String text) {
  public Content {
    Objects.requireNonNull(text);
  }

  @Override
  public String toString() {
    return text.length() + " characters";
  }
}
