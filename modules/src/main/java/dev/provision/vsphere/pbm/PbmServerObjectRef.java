package dev.provision.vsphere.pbm;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/**
 * A VM ({@code virtualMachine}, its id) or a disk of one ({@code virtualDiskId}, {@code
 * vm-12:2000}).
 */
@WireType(name = "PbmServerObjectRef", since = "6.0")
public final class PbmServerObjectRef extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String objectType;
  public String key;
}
