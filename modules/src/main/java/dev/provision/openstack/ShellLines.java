package dev.provision.openstack;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.openstack.ShellLine.Word;
import dev.provision.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes command lines apart as a POSIX shell does: quotes, backslashes, lines that go on, comments,
 * and one file behind {@code <}. Nothing is put in for variables and patterns, and nothing is run.
 * A prompt before a command is left out. Confined to one thread.
 */
final class ShellLines {
  private final String name;
  private final String text;
  private final List<ShellLine> lines = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private Optional<Word> input = Optional.empty();
  private String redirect = "";
  private int at;
  private int line = 1;
  private int lineStart;

  private ShellLines(SourceFile source) {
    this.name = source.name();
    this.text = source.text().replace("\r\n", "\n");
  }

  static Checked<List<ShellLine>> read(SourceFile source) {
    return new ShellLines(source).read();
  }

  private Checked<List<ShellLine>> read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        newLine();
        end();
      } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        at += 2;
        newLine();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' && !isPrompt(c)) {
        skipLine();
      } else if (";&|".indexOf(c) >= 0) {
        at++;
        end();
      } else if (c == '<' || c == '>') {
        redirection(c);
      } else {
        word();
      }
    }
    end();
    return Checked.of(List.copyOf(lines), List.copyOf(diagnostics));
  }

  private void newLine() {
    line++;
    lineStart = at;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  /** {@code $ } or {@code # } before the first word of a command of ours. */
  private boolean isPrompt(char c) {
    return (c == '$' || c == '#')
        && words.isEmpty()
        && text.startsWith(" ", at + 1)
        && text.substring(at + 2).matches("(?s)(glance|nova|neutron|openstack)\\s.*");
  }

  private void redirection(char c) {
    redirect = c == '<' ? "<" : ">";
    while (at < text.length() && "<>&".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void word() {
    if (isPrompt(text.charAt(at))) {
      at++;
      return;
    }
    int start = at;
    int startLine = line;
    int startOfLine = lineStart;
    int startColumn = text.codePointCount(lineStart, at) + 1;
    StringBuilder word = new StringBuilder();
    boolean open = false;
    while (at < text.length() && " \t\n;&|<>".indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        open |= quoted(c, word);
      } else if (c == '\\' && at + 1 < text.length()) {
        if (text.charAt(at + 1) == '\n') {
          at += 2;
          newLine();
        } else {
          word.append(text.charAt(at + 1));
          at += 2;
        }
      } else {
        open |= "$`*?".indexOf(c) >= 0;
        word.append(c);
        at++;
      }
    }
    int width = line == startLine ? text.codePointCount(start, at) : 1;
    Span span = new Span(name, startLine, startColumn, startLine, startColumn + width);
    boolean shown = !Setting.isSecret(text.substring(startOfLine, endOfLine(start)));
    span = shown ? span : OsloFile.hidden(span);
    add(new Word(word.toString(), open, span));
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Whether something would have been put in. */
  private boolean quoted(char quote, StringBuilder word) {
    int startLine = line;
    int startColumn = text.codePointCount(lineStart, at) + 1;
    boolean open = false;
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (quote == '"' && c == '\\' && "\"\\$`\n".indexOf(next) >= 0) {
        at += 2;
        if (next == '\n') {
          newLine();
        } else {
          word.append(next);
        }
        continue;
      }
      open |= quote == '"' && (c == '$' || c == '`');
      word.append(c);
      at++;
      if (c == '\n') {
        newLine();
      }
    }
    if (at == text.length()) {
      Span span = new Span(name, startLine, startColumn, startLine, startColumn + 1);
      diagnostics.add(Diagnostic.error("this quote is never closed", OsloFile.hidden(span)));
    }
    at = Math.min(text.length(), at + 1);
    return open;
  }

  private void add(Word word) {
    if (redirect.equals("<")) {
      input = Optional.of(word);
    } else if (redirect.isEmpty()) {
      words.add(word);
    }
    redirect = "";
  }

  private void end() {
    while (!words.isEmpty() && words.get(0).text().matches("sudo|[A-Z_]+=.*")) {
      words.remove(0);
    }
    if (!words.isEmpty()) {
      lines.add(new ShellLine(words, input));
    }
    words.clear();
    input = Optional.empty();
    redirect = "";
  }
}
