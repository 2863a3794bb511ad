package dev.provision.spi;

import java.util.Objects;

/**
 * What something in the world has of what only one may have.
 *
 * @param key as in {@link Claim}
 * @param path of who has it
 */
public record Claimed(String key, String path) {
  public Claimed {
    Objects.requireNonNull(key);
    Objects.requireNonNull(path);
  }
}
