package dev.provision.modules;

import dev.provision.modules.images.ImageKind;
import dev.provision.spi.Kind;
import dev.provision.vsphere.Inventory;
import dev.provision.vsphere.VsphereProvider;
import dev.provision.vsphere.VsphereWriter;
import java.util.List;

/** The provider that ServiceLoader finds, and the one list of its kinds. */
public final class VcenterProvider extends VsphereProvider {
  private static final List<Kind<?, Inventory, VsphereWriter>> KINDS = List.of(new ImageKind());

  public VcenterProvider() {
    super(KINDS);
  }
}
