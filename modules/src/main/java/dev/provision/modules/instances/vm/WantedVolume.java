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
public record WantedVolume(String name, VolumeRef volume, Optional<Integer> unit) {
  /** The field of an instance that declares its volumes. */
  public static final String FIELD = "volumes";

  /** The volumes in the playbook's order, but the one to boot from first, in the first slot. */
  public static List<WantedVolume> of(InstanceSpec spec, Resolved refs) {
    List<WantedVolume> volumes = new ArrayList<>();
    spec.volumes()
        .forEach(
            (name, use) -> {
              VolumeRef volume = refs.get("volumes", use.volume().name(), VolumeRef.class);
              boolean boot = VolumeBoot.is(spec) && name.equals(VolumeBoot.ROOT);
              volumes.add(
                  boot ? 0 : volumes.size(),
                  new WantedVolume(
                      name, volume, boot ? use.unit().or(() -> Optional.of(0)) : use.unit()));
            });
    return volumes;
  }

  /** Whether an instance without an image boots from this volume. */
  public boolean isRoot() {
    return name.equals(VolumeBoot.ROOT);
  }

  public String field() {
    return FIELD + "." + name;
  }
}
