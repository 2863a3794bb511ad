package dev.provision.modules.instances.vm;

import java.util.function.IntSupplier;

/**
 * Gives the keys of the new devices of one call: negative, and no two alike, for vSphere 7.0
 * refuses equal ones. For one thread.
 */
public final class NewKeys implements IntSupplier {
  private int next = -1;

  @Override
  public int getAsInt() {
    return next--;
  }
}
