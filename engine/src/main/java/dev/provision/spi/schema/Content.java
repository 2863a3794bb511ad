package dev.provision.spi.schema;

import java.util.Objects;

/**
 * A text that a playbook gives inline, as {@code {file: path}}, or as {@code {template: path, vars:
 * {...}}}. The engine reads and renders it, so a spec sees only the text. {@code toString} never
 * shows it.
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
