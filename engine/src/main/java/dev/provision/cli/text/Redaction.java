package dev.provision.cli.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The last filter for all output: masks texts that equal a secret of the playbook, even when a
 * server repeats one in a fault. Known secrets are already hidden before; this is a second
 * safeguard. Safe for use by several threads.
 */
public final class Redaction {
  static final String MASK = "(sensitive)";

  /** Shorter texts would mask half of every line. */
  private static final int LEAST = 4;

  /** A text of letters alone that is so long is no word. */
  private static final int KEY_LENGTH = 16;

  private volatile List<String> secrets = List.of();

  /** Why something that was printed did not arrive; the first reason. */
  private volatile Optional<IOException> unwritten = Optional.empty();

  /** Why something that was printed did not arrive; empty where all did. */
  public Optional<IOException> unwritten() {
    return unwritten;
  }

  /** From now on these are masked too, as they are and as JSON and one-line texts write them. */
  public synchronized void add(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(secrets);
    for (String secret : more) {
      String text = secret.strip();
      if (text.length() >= LEAST) {
        all.add(text);
        all.add(Style.oneLine(text));
        all.add(json(text));
      }
    }
    List<String> longestFirst = new ArrayList<>(all);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    secrets = List.copyOf(longestFirst);
  }

  private static String json(String text) {
    String quoted = new com.google.gson.JsonPrimitive(text).toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The text without secrets. */
  public String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = isWord(secret) ? maskWord(masked, secret) : masked.replace(secret, MASK);
    }
    return masked;
  }

  /**
   * Whether the secret could be part of an ordinary word: {@code pass} is in {@code password}. A
   * text with a digit or a sign, or as long as a typical key, is not.
   */
  private static boolean isWord(String secret) {
    return secret.length() < KEY_LENGTH && secret.chars().allMatch(Character::isLetter);
  }

  /** Masks the secret only where it is a whole word. */
  private static String maskWord(String text, String secret) {
    StringBuilder masked = new StringBuilder();
    int done = 0;
    for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
      int end = at + secret.length();
      boolean inside =
          (at > 0 && isPartOfWord(text.charAt(at - 1)))
              || (end < text.length() && isPartOfWord(text.charAt(end)));
      if (!inside && at >= done) {
        masked.append(text, done, at).append(MASK);
        done = end;
      }
    }
    return masked.append(text, done, text.length()).toString();
  }

  private static boolean isPartOfWord(char c) {
    return Character.isLetterOrDigit(c);
  }

  /** A stream in UTF-8 that masks each text that is printed, and each line that is written. */
  public PrintStream around(OutputStream out) {
    return new PrintStream(new Masking(out), true, StandardCharsets.UTF_8);
  }

  /** Buffers the output until a flush, which a print stream does after each print. */
  private final class Masking extends OutputStream {
    private final OutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    Masking(OutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void write(int b) {
      held.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      held.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
      try {
        pass();
        out.flush();
      } catch (IOException e) {
        // a print stream keeps this to itself
        if (unwritten.isEmpty()) {
          unwritten = Optional.of(e);
        }
        throw e;
      }
    }

    private void pass() throws IOException {
      if (held.size() > 0) {
        byte[] bytes = held.toByteArray();
        held.reset();
        out.write(
            secrets.isEmpty()
                ? bytes
                : mask(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public void close() throws IOException {
      flush();
      out.close();
    }
  }
}
