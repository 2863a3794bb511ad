package dev.provision.graph;

import dev.provision.declare.Resource;
import dev.provision.spi.Address;

/** A graph as text: each resource, and below it, indented, what it waits for. */
public final class GraphText {
  private GraphText() {}

  public static String of(ResourceGraph graph) {
    StringBuilder out = new StringBuilder();
    for (Resource<?> resource : graph.resources()) {
      out.append(resource.address()).append('\n');
      for (Address earlier : graph.dependencies(resource.address())) {
        out.append("  ").append(earlier).append('\n');
      }
    }
    return out.toString();
  }
}
