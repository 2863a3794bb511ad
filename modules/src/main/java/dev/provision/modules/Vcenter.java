package dev.provision.modules;

import dev.provision.modules.flavors.FlavorKind;
import dev.provision.modules.folders.FolderKind;
import dev.provision.modules.images.ImageKind;
import dev.provision.modules.instances.InstanceKind;
import dev.provision.modules.networks.NetworkKind;
import dev.provision.vsphere.VsphereProvider;
import java.util.List;

/** The provider of {@code vcenter:}, with all its kinds in the order of the reference. */
public final class Vcenter extends VsphereProvider {
  public Vcenter() {
    super(
        List.of(
            new ImageKind(),
            new FlavorKind(),
            new NetworkKind(),
            new FolderKind(),
            new InstanceKind()));
  }
}
