package dev.provision.modules.instances.vm;

import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.modules.instances.vm.InstanceSpec.OnImageChange;
import dev.provision.vsphere.exported.TemplateRef;
import java.util.Optional;

/**
 * What a VM is made from: the template that it is cloned from, or the volume that it boots from.
 *
 * @param image its image; if it boots from a volume, the image that the volume was made from
 * @param bootsFromVolume whether it is created without a disk of its own
 * @param cloneMode as the playbook says; empty if it does not say
 * @param onChange what to do when the image has a new version
 */
public record MadeOf(
    TemplateRef image,
    boolean bootsFromVolume,
    Optional<CloneMode> cloneMode,
    OnImageChange onChange) {

  /** The same, made from a copy of the image. */
  public MadeOf of(TemplateRef copy) {
    return new MadeOf(copy, bootsFromVolume, cloneMode, onChange);
  }
}
