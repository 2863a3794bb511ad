package dev.provision.vsphere.journal;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Objects;

/**
 * Something that can carry no mark, by what it is on and how it is called there.
 *
 * @param on the managed object that has it: a host, a cluster
 * @param owner that object's name, which outlives its id where a host is added again
 * @param what what it is and how it is called, {@code port group app}
 */
public record Thing(ManagedObjectReference on, String owner, String what) {
  public Thing {
    Objects.requireNonNull(on);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(what);
  }
}
