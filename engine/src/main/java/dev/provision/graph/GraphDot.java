package dev.provision.graph;

import dev.provision.declare.Resource;
import dev.provision.spi.Address;

/** A graph in Graphviz's language; an arrow points from a resource to what it waits for. */
public final class GraphDot {
  private GraphDot() {}

  /**
   * @param name the name of the graph: the environment
   */
  public static String of(String name, ResourceGraph graph) {
    StringBuilder out = new StringBuilder("digraph " + quoted(name) + " {\n");
    out.append("  rankdir=RL;\n  node [shape=box];\n");
    for (Resource<?> resource : graph.resources()) {
      out.append("  ").append(quoted(resource.address().toString())).append(";\n");
    }
    for (Resource<?> resource : graph.resources()) {
      for (Address earlier : graph.dependencies(resource.address())) {
        out.append("  ")
            .append(quoted(resource.address().toString()))
            .append(" -> ")
            .append(quoted(earlier.toString()))
            .append(";\n");
      }
    }
    return out.append("}\n").toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
