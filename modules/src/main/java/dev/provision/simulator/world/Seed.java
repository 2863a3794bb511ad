package dev.provision.simulator.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What looks like chance and is the same for the same seed. */
record Seed(long seed) {
  /** A uuid of version 4, another for each number. */
  String uuid(long number) {
    long high = hash(number + "a");
    long low = hash(number + "b");
    return new UUID(
            (high & ~0xF000L) | 0x4000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
        .toString();
  }

  long hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] bytes = sha.digest((seed + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(bytes).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
