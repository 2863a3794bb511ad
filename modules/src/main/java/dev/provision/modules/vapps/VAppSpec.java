package dev.provision.modules.vapps;

import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.kind.allocation.AllocationSpec;
import dev.provision.vsphere.kind.allocation.PoolRows;
import java.util.Map;
import java.util.Optional;

/** {@code shop: {parent: gold, members: {db: {order: 1}}}}. */
@Doc(
    "A vApp: a resource pool that starts and stops its VMs in an order. A field that is left out is"
        + " not compared; a new vApp then has normal shares, no reservation and no limit, and is"
        + " expandable.")
public record VAppSpec(
    @Doc(
            "What contains it: a resource pool, a cluster or a host, by name or path; the"
                + " connection's cluster when it is left out and `vapp` too.")
        @Refers("resource_pools")
        Optional<Ref> parent,
    @Doc("The vApp that contains it, instead of `parent`.") @Refers("vapps") Optional<Ref> vapp,
    @Doc(
            "The folder of VMs in which a new one is made, by name or path; the top folder when"
                + " left out. One in another vApp has none. vCenter moves no vApp to another"
                + " folder.")
        @Refers("folders")
        Optional<Ref> folder,
    @Doc("CPU for its VMs, in MHz or GHz.") Optional<AllocationSpec> cpu,
    @Doc("Memory for its VMs; a number without a unit is in MiB.") Optional<AllocationSpec> memory,
    @Doc(
            "Whether the shares of the pools in it grow with the VMs that they have, and so mean"
                + " shares for each VM.")
        Optional<Boolean> scalableShares,
    @Doc("Its notes.") Optional<String> annotation,
    @Doc(
            "How instances in it start and stop with it; other VMs are left alone. A name with"
                + " `count` means all its instances.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<Map<Ref, VAppMemberSpec>> members,
    @Doc("Its inventory path, for one that is only looked up and has another name.")
        Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never created or deleted.") @Default("false")
        boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements PoolRows.Fields, HasCustomAttributes, HasVsphereTags {
  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  /** One that is only looked up. */
  static VAppSpec existing(PlaceName path) {
    return new VAppSpec(
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        Optional.of(path),
        true,
        Map.of(),
        none());
  }

  /** Without what names instances. */
  VAppSpec base() {
    return new VAppSpec(
        parent,
        vapp,
        folder,
        cpu,
        memory,
        scalableShares,
        annotation,
        none(),
        path,
        existing,
        customAttributes,
        vsphereTags);
  }

  /** Only what names instances, and what says which vApp it is. */
  VAppSpec onlyMembers() {
    return new VAppSpec(
        parent, vapp, none(), none(), none(), none(), none(), members, path, existing, Map.of(),
        none());
  }

  /** The same with the folder and the instances that its references mean. */
  VAppSpec meaning(Optional<Ref> where, Optional<Map<Ref, VAppMemberSpec>> each) {
    return new VAppSpec(
        parent,
        vapp,
        where,
        cpu,
        memory,
        scalableShares,
        annotation,
        each,
        path,
        existing,
        customAttributes,
        vsphereTags);
  }

  Map<Ref, VAppMemberSpec> ordered() {
    return members.orElse(Map.of());
  }

  /** Whether anything is set on it. */
  boolean isChanging() {
    return cpu.isPresent()
        || memory.isPresent()
        || scalableShares.isPresent()
        || annotation.isPresent()
        || members.isPresent();
  }
}
