package dev.provision.simulator.lab;

import dev.provision.simulator.tagging.TagObjects;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the tags that a lab file declares, when its objects are there. */
public final class LabTags {
  private final World world;
  private final TagObjects tags;

  public LabTags(World world, TagObjects tags) {
    this.world = world;
    this.tags = tags;
  }

  public void build(LabSpec lab) {
    lab.tags()
        .forEach(
            (name, spec) -> {
              Map<String, List<Managed>> objects = new LinkedHashMap<>();
              spec.tags()
                  .forEach((tag, paths) -> objects.put(tag, paths.stream().map(this::at).toList()));
              tags.build(name, !spec.multiple(), spec.types(), objects);
            });
  }

  private Managed at(String path) {
    return world.all("ManagedEntity").stream()
        .filter(object -> world.path(object).equals(path))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("`tags`: the lab has nothing at `" + path + "`"));
  }
}
