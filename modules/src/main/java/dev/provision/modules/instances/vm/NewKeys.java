package dev.provision.modules.instances.vm;

import java.util.function.IntSupplier;

/**
 * Gives keys to the new devices of one call: negative and all different, because vSphere 7.0
 * refuses equal ones. For one thread.
 */
public final class NewKeys implements IntSupplier {
  private int next = -1;

  @Override
  public int getAsInt() {
    return next--;
  }
}
