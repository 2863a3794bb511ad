package dev.provision.vsphere.pbm;

import dev.provision.vsphere.soap.WireType;

/** Requires that a datastore satisfies a policy. */
@WireType(name = "PbmPlacementCapabilityProfileRequirement", since = "6.5")
public final class PbmPlacementCapabilityProfileRequirement extends PbmPlacementRequirement {
  private static final long serialVersionUID = 1L;

  public PbmProfileId profileId;
}
