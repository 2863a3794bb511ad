package dev.provision.spi;

import java.util.Objects;

/**
 * An exclusive thing that an existing object already has.
 *
 * @param key as in {@link Claim}
 * @param path the inventory path of the object that has it
 */
public record Claimed(String key, String path) {
  public Claimed {
    Objects.requireNonNull(key);
    Objects.requireNonNull(path);
  }
}
