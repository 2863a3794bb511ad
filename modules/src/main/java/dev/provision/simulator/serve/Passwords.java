package dev.provision.simulator.serve;

import dev.provision.diagnostic.FileTrouble;
import dev.provision.spi.schema.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * The password of who logs in, and the file that it is in.
 *
 * @param isMade whether it was made at random
 */
record Passwords(Secret password, Path file, boolean isMade) {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 24;

  /**
   * The one of a file that somebody gave, or else the lab's own, which is made on the first start.
   *
   * @param random that nobody can guess
   * @throws IOException when a file cannot be read or made, or holds no password
   */
  static Passwords of(Optional<Path> given, LabFiles files, Random random) throws IOException {
    if (given.isPresent()) {
      return of(text(given.get()), given.get(), false);
    }
    OwnFile own = files.password();
    Optional<String> kept = own.read();
    if (kept.isEmpty()) {
      own.write(made(random) + "\n");
      kept = own.read();
    }
    return of(kept.orElseThrow(), own.path(), true);
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(
          "the password file `" + file + "` cannot be read: " + FileTrouble.words(e), e);
    }
  }

  private static Passwords of(String text, Path file, boolean isMade) throws IOException {
    String first = text.lines().findFirst().orElse("");
    if (first.isBlank()) {
      throw new IOException("the password file `" + file + "` has an empty first line");
    }
    return new Passwords(new Secret(first), file, isMade);
  }

  private static String made(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
