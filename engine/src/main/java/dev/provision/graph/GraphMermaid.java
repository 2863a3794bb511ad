package dev.provision.graph;

import dev.provision.declare.Resource;
import dev.provision.spi.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** A graph in Mermaid's language; an arrow points from a resource to what it waits for. */
public final class GraphMermaid {
  private GraphMermaid() {}

  public static String of(ResourceGraph graph) {
    StringBuilder out = new StringBuilder("flowchart RL\n");
    Map<Address, String> ids = new LinkedHashMap<>();
    for (Resource<?> resource : graph.resources()) {
      Address address = resource.address();
      ids.put(address, "n" + (ids.size() + 1));
      String label = address.toString().replace("\"", "#quot;");
      out.append("  ").append(ids.get(address)).append("[\"").append(label).append("\"]\n");
    }
    for (Resource<?> resource : graph.resources()) {
      for (Address earlier : graph.dependencies(resource.address())) {
        String from = ids.get(resource.address());
        out.append("  ").append(from).append(" --> ").append(ids.get(earlier)).append('\n');
      }
    }
    return out.toString();
  }
}
