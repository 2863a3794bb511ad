package dev.provision.vsphere.doctor;

import dev.provision.spi.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The layers that were examined or skipped, in order. Confined to one thread. */
final class Examination {
  private final List<Layer> layers = new ArrayList<>();
  private Optional<String> closed = Optional.empty();

  /** Adds a layer that the later ones depend on: if it failed, they cannot be examined. */
  void gate(Layer layer) {
    add(layer);
    if (layer.outcome().isFailure() && closed.isEmpty()) {
      closed = Optional.of(layer.name() + " failed");
    }
  }

  /** Adds a layer that no other depends on. */
  void add(Layer layer) {
    layers.add(layer);
  }

  /** Whether every gate so far was passed. */
  boolean isOpen() {
    return closed.isEmpty();
  }

  /** Adds these as skipped because of the gate that failed. */
  void skip(List<String> names) {
    String why = "because " + closed.orElseThrow();
    names.forEach(name -> layers.add(Layer.skipped(name, why)));
  }

  List<Layer> layers() {
    return List.copyOf(layers);
  }
}
