package dev.provision.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The last thing that a text passes on its way out: what a secret of the playbook looks like is
 * masked, even where a server repeats it in a fault. Values that are known to be secret never come
 * this far; this is the belt to those braces. Safe for use by several threads.
 */
final class Redaction {
  static final String MASK = "(sensitive)";

  /** Shorter texts would mask half of every line. */
  private static final int LEAST = 4;

  private volatile List<String> secrets = List.of();

  /** From now on these are masked too, as they are and as JSON and one-line texts write them. */
  synchronized void add(Collection<String> more) {
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
  String mask(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  /** A stream in UTF-8 that masks each text that is printed, and each line that is written. */
  PrintStream around(OutputStream out) {
    return new PrintStream(new Masking(out), true, StandardCharsets.UTF_8);
  }

  /** Holds what was written until it is flushed, which a print stream does after each print. */
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
    public synchronized void flush() throws java.io.IOException {
      if (held.size() > 0) {
        byte[] bytes = held.toByteArray();
        held.reset();
        out.write(
            secrets.isEmpty()
                ? bytes
                : mask(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
    }

    @Override
    public void close() throws java.io.IOException {
      flush();
      out.close();
    }
  }
}
