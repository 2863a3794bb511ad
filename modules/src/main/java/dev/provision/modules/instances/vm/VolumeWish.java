package dev.provision.modules.instances.vm;

import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.VolumeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One volume that is declared for a VM.
   * 
   * @param name its name in the instance
   * @param unit the unit on its controller; empty for any
 */
public record VolumeWish(String name, VolumeRef volume, Optional<Integer> unit) {
  /** The field of an instance that declares its volumes. */
  public static final String FIELD = "volumes";

  /** The volumes in the playbook's order, but the one to boot from first, in the first slot. */
  public static List<VolumeWish> of(InstanceSpec spec, Resolved refs) {
    List<VolumeWish> wishes = new ArrayList<>();
    spec.volumes()
        .forEach(
            (name, use) -> {
              VolumeRef volume = refs.get("volumes", use.volume().name(), VolumeRef.class);
              boolean boot = VolumeBoot.is(spec) && name.equals(VolumeBoot.ROOT);
              wishes.add(
                  boot ? 0 : wishes.size(),
                  new VolumeWish(
                      name, volume, boot ? use.unit().or(() -> Optional.of(0)) : use.unit()));
            });
    return wishes;
  }

  /** Whether an instance without an image boots from this volume. */
  public boolean isRoot() {
    return name.equals(VolumeBoot.ROOT);
  }

  public String field() {
    return FIELD + "." + name;
  }
}
