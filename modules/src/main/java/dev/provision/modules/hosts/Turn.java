package dev.provision.modules.hosts;

/**
 * A state that is on or off. Two are equal when both are on or both are off: how a host gets there
 * is not compared.
 */
record Turn<H>(boolean on, H how) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Turn<?> turn && turn.on == on;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(on);
  }
}
