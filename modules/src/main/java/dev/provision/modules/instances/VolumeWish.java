package dev.provision.modules.instances;

import dev.provision.spi.Resolved;
import dev.provision.vsphere.VolumeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One volume that a VM is to have.
 *
 * @param name what the instance calls it
 * @param unit empty for any
 */
record VolumeWish(String name, VolumeRef volume, Optional<Integer> unit) {
  /** In the playbook's order. */
  static List<VolumeWish> of(InstanceSpec spec, Resolved refs) {
    List<VolumeWish> wishes = new ArrayList<>();
    spec.volumes()
        .forEach(
            (name, use) -> {
              VolumeRef volume = refs.get("volumes", use.volume().name(), VolumeRef.class);
              wishes.add(new VolumeWish(name, volume, use.unit()));
            });
    return wishes;
  }

  String field() {
    return VmVolumes.FIELD + "." + name;
  }
}
