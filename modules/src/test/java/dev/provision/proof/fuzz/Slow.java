package dev.provision.proof.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Inputs that end by the limit of time, which is seconds: others test that. Here they would only
 * keep the fuzzer waiting.
 */
final class Slow {
  private static final Pattern LARGE = Pattern.compile("[0-9]{5}|[0-9][eE][+0-9]|\\?\\s*e");

  private Slow() {}

  static boolean is(byte[] input) {
    return input.length > 16_000
        || LARGE.matcher(new String(input, StandardCharsets.ISO_8859_1)).find();
  }
}
