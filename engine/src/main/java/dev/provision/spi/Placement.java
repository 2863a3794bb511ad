package dev.provision.spi;

/** Where a thing will be made; what is in it is the provider's. */
public interface Placement {
  /** For the plan, {@code esx02, nas1}; empty when there is nothing to choose. */
  String text();

  /** For what needs no place. */
  Placement NONE = () -> "";
}
