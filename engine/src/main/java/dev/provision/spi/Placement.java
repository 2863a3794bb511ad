package dev.provision.spi;

/** Where an object will be created; the content is the provider's. */
public interface Placement {
  /** The text for the plan, {@code esx02, nas1}; empty when there is nothing to choose. */
  String text();

  /** For a resource that needs no place. */
  Placement NONE = () -> "";
}
