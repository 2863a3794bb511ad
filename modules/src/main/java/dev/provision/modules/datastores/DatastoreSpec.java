package dev.provision.modules.datastores;

import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.exported.Meaning;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.TagsSpec;
import dev.provision.vsphere.kind.object.DestroysData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code nfs1: {nfs: {server: nas, path: /vol/one}, hosts: all}}. */
@Doc(
    "A datastore. One without `nfs`, `nfs41`, `vmfs` and `local` has to exist; `adopt: true` makes it ours, and"
        + " `existing: true` only looks it up.")
public record DatastoreSpec(
    @Doc("The folder of datastores that contains it, by name or path.") @Refers("folders")
        Optional<Ref> folder,
    @Doc("The datastore cluster that contains it, by name or path.") @Refers("datastore_clusters")
        Optional<Ref> datastoreCluster,
    @Doc("An export that hosts mount with NFS 3.") Optional<NfsSpec> nfs,
    @Doc("An export that hosts mount with NFS 4.1.") Optional<Nfs41Spec> nfs41,
    @Doc("A VMFS on LUNs, which hosts mount.") Optional<VmfsSpec> vmfs,
    @Doc("A VMFS on a disk of one host.") Optional<LocalSpec> local,
    @Doc(
            "The hosts that mount it; no others do. When left out, the hosts of the connection's"
                + " clusters mount it, and others are left alone.")
        Optional<HostsSpec> hosts,
    @Doc(
            "What becomes of its data when it is deleted. A VMFS is deleted only with `data:"
                + " destroy`; without that it is given back as it is. The files of an export stay in"
                + " any case.")
        @Default("keep")
        DataFate data,
    @Doc("Storage I/O Control.") Optional<SiocSpec> sioc,
    @Doc("Whether it is in maintenance mode, where no VM uses it.") Optional<Boolean> maintenance,
    @Doc(
            "How large it is expected to be, for placing VMs and volumes on it before it is"
                + " mounted. Never compared.")
        @Bare("GiB")
        Optional<DataSize> capacity,
    @Doc("Its inventory path, for one that is only looked up and has another name.")
        Optional<PlaceName> path,
    @Doc("Whether it is only looked up, never changed.") @Default("false") boolean existing,
    @Doc("Values of custom attributes; others are left alone.") @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc("Tags of vCenter that it has, each with its category; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements HasCustomAttributes, HasVsphereTags, DestroysData {
  /** One that is only looked up. */
  static DatastoreSpec existing(PlaceName path) {
    return new DatastoreSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        DataFate.KEEP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(path),
        true,
        Map.of(),
        Optional.empty());
  }

  DatastoreSpec on(HostsSpec other) {
    return with(Optional.of(other), capacity);
  }

  /** The same with the size that it will have. */
  DatastoreSpec sized(DataSize size) {
    return with(hosts, Optional.of(size));
  }

  private DatastoreSpec with(Optional<HostsSpec> hosts, Optional<DataSize> size) {
    return new DatastoreSpec(
        folder,
        datastoreCluster,
        nfs,
        nfs41,
        vmfs,
        local,
        hosts,
        data,
        sioc,
        maintenance,
        size,
        path,
        existing,
        customAttributes,
        vsphereTags);
  }

  /** What hosts may do with the export; empty to leave that alone. */
  Optional<Access> access() {
    return nfs.flatMap(NfsSpec::access).or(() -> nfs41.flatMap(Nfs41Spec::access));
  }

  /** The VMkernel adapter that hosts mount it over; empty to leave that alone. */
  Optional<String> vmknic() {
    return nfs.flatMap(NfsSpec::vmknic);
  }

  /** To the server of the export; empty to leave that alone. */
  Optional<Integer> connections() {
    return nfs.flatMap(NfsSpec::connections).or(() -> nfs41.flatMap(Nfs41Spec::connections));
  }

  /** What came with newer versions, besides its rows. */
  List<Meaning> newer() {
    List<Meaning> all = new ArrayList<>();
    vmknic()
        .ifPresent(
            name ->
                all.add(
                    Meaning.since(
                        "nfs.vmknic", "8.0.1.0", "a bound mount, which came with vSphere 8.0 U1")));
    connections()
        .ifPresent(
            number ->
                all.add(
                    Meaning.since(
                        nfs.isPresent() ? "nfs.connections" : "nfs41.connections",
                        "8.0.1.0",
                        "a number of connections, which came with vSphere 8.0 U1")));
    String at = vmfs.isPresent() ? "vmfs." : "local.";
    volume()
        .flatMap(VmfsSpec::blockSize)
        .ifPresent(
            size ->
                all.add(
                    Meaning.since(
                        at + "block_size", "6.5", "blocks of VMFS 6, which came with 6.5")));
    volume()
        .flatMap(VmfsSpec::unmap)
        .flatMap(UnmapSpec::granularity)
        .ifPresent(
            size ->
                all.add(
                    Meaning.since(
                        at + "unmap.granularity",
                        "6.5",
                        "a VMFS that gives space back by itself, which came with vSphere 6.5")));
    return all;
  }

  /** Whether hosts mount it as it is declared. */
  boolean isMounted() {
    return isExport() || volume().isPresent();
  }

  @Override
  public boolean destroysData() {
    return data == DataFate.DESTROY;
  }

  boolean isExport() {
    return nfs.isPresent() || nfs41.isPresent();
  }

  /** The VMFS that it is, on shared LUNs or on a disk of one host. */
  Optional<VmfsSpec> volume() {
    return vmfs.or(
        () ->
            local.map(
                own ->
                    new VmfsSpec(
                        own.lun(), own.version(), own.blockSize(), own.unmap(), List.of(), false)));
  }

  /** The hosts as they are declared: of a local one its own. */
  Optional<HostsSpec> declaredHosts() {
    return local
        .map(own -> new HostsSpec(List.of(own.host()), Optional.empty(), false))
        .or(() -> hosts);
  }
}
