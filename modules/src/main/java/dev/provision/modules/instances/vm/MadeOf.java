package dev.provision.modules.instances.vm;

import dev.provision.modules.instances.vm.InstanceSpec.CloneMode;
import dev.provision.modules.instances.vm.InstanceSpec.OnImageChange;
import dev.provision.vsphere.exported.TemplateRef;
import java.util.Optional;

/**
 * What a VM is made of: the template that it is cloned from, or the volume that it boots from.
 *
 * @param image of one that boots from a volume: the image that the volume was made of
 * @param bootsFromVolume whether it is created without a disk of its own
 * @param cloneMode as the playbook says it; empty where it leaves that open
 * @param onChange what becomes of a VM whose image has another version now
 */
public record MadeOf(
    TemplateRef image,
    boolean bootsFromVolume,
    Optional<CloneMode> cloneMode,
    OnImageChange onChange) {

  /** The same of a copy of the image. */
  public MadeOf of(TemplateRef copy) {
    return new MadeOf(copy, bootsFromVolume, cloneMode, onChange);
  }
}
