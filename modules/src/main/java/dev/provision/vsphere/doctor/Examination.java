package dev.provision.vsphere.doctor;

import dev.provision.spi.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The layers that were looked at, in their order. Confined to one thread. */
final class Examination {
  private final List<Layer> layers = new ArrayList<>();
  private Optional<String> closed = Optional.empty();

  /** Adds a layer; behind one that failed nothing more can be looked at. */
  void gate(Layer layer) {
    add(layer);
    if (layer.outcome().isFailure() && closed.isEmpty()) {
      closed = Optional.of(layer.name() + " failed");
    }
  }

  /** Adds a layer on which no other stands. */
  void add(Layer layer) {
    layers.add(layer);
  }

  /** Whether the way is open so far. */
  boolean isOpen() {
    return closed.isEmpty();
  }

  /** Says of these that they were left out, and why. */
  void skip(List<String> names) {
    String why = "because " + closed.orElseThrow();
    names.forEach(name -> layers.add(Layer.skipped(name, why)));
  }

  List<Layer> layers() {
    return List.copyOf(layers);
  }
}
