package dev.provision.vsphere.newer;

import com.vmware.vim25.ArrayUpdateSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.soap.WireType;

/** Adds or removes a datastore of a list. */
@WireType(name = "ClusterDatastoreUpdateSpec", since = "7.0.3")
public final class ClusterDatastoreUpdateSpec extends ArrayUpdateSpec {
  private static final long serialVersionUID = 1L;

  public ManagedObjectReference datastore;
}
