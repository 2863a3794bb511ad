package dev.provision.vsphere.connection;

import dev.provision.spi.EnvironmentId;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Lookup;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The play's {@code vcenter:}; nova.conf's names are accepted beside ours. */
@Doc("How to reach a vCenter or an ESXi host, and where in it things go.")
public record VcenterSpec(
    @Doc("A lab file: a simulated vCenter in this process stands in for a real one.")
        Optional<String> simulator,
    @Doc("DNS name or address.") Optional<String> host,
    @Doc("nova.conf's name of host.") @Key("host_ip") Optional<String> hostIp,
    @Doc("HTTPS port.") @Default("443") int port,
    @Doc("The account, as user@domain.") Optional<String> username,
    @Doc("nova.conf's name of username.") @Key("host_username") Optional<String> hostUsername,
    @Doc("Its password.") Optional<Secret> password,
    @Doc("nova.conf's name of password.") @Key("host_password") Optional<Secret> hostPassword,
    @Doc("The datacenter, by name or path; may be left out where there is one.")
        Optional<String> datacenter,
    @Doc("The cluster that VMs go to, by name or path; may be left out where there is one.")
        Optional<String> cluster,
    @Doc("nova.conf's name of cluster.") @Key("cluster_name") Optional<String> clusterName,
    @Doc("Several clusters; placement chooses.") List<String> clusters,
    @Doc("Datastores that may be used: a regular expression, anchored at the start.")
        Optional<String> datastoreRegex,
    @Doc("Datastores that may be used, with their weights as in Glance; all when left out.")
        List<DatastoreSpec> datastores,
    @Doc(
            "How much of a host's memory placement gives away, as Nova's: VMs of a plan must fit in"
                + " memory x ratio - what is in use. Above 1 it overcommits.")
        @Default("1")
        BigDecimal ramAllocationRatio,
    @Doc(
            "How many virtual CPUs placement puts on each CPU thread, as Nova's; any number when"
                + " left out.")
        Optional<BigDecimal> cpuAllocationRatio,
    @Doc("How much of a datastore's capacity placement gives away, as Nova's.") @Default("1")
        BigDecimal diskAllocationRatio,
    @Doc("Memory of every host that placement leaves free, as Nova's reserved_host_memory_mb.")
        @Default("0")
        @Bare("MiB")
        DataSize reservedHostMemory,
    @Doc("The folder for instances, by name or path; made and owned when left out.")
        Optional<String> folder,
    @Doc("The resource pool for instances, by name or path; the cluster's root pool when left out.")
        @Refers("resource_pools")
        Optional<Ref> resourcePool,
    @Doc("The folder on datastores that holds volumes, as Cinder's vmware_volume_folder.")
        @Default("provision/volumes")
        String volumeDir,
    @Doc("PEM file with the authorities to trust.") Optional<String> caFile,
    @Doc("The server certificate's SHA-256, the only one trusted when given.")
        Optional<String> thumbprint,
    @Doc("Skip verification of the certificate; the connection is encrypted all the same.")
        @Default("false")
        boolean insecure,
    @Doc("How long to wait for a connection.") @Default("10 s") @Bare("s") Duration connectTimeout,
    @Doc("How long a task may show no progress.") @Default("10 min") @Bare("s")
        Duration taskTimeout,
    @Doc("How many VMs may be cloned from one datastore at once.") @Default("8")
        int clonesPerDatastore,
    @Doc("The folder for images on a datastore, as Glance's vmware_store_image_dir.")
        @Default("provision/images")
        String imageDir,
    @Doc(
            "How disks get there: nfc, an import that the server takes back when it fails; or"
                + " folder, through the vCenter alone, where hosts cannot be reached.")
        @Default("nfc")
        ImageUpload imageUpload) {
  /** A way for an image's bytes. */
  public enum ImageUpload {
    NFC,
    FOLDER
  }

  public VcenterSpec {
    clusters = List.copyOf(clusters);
    datastores = List.copyOf(datastores);
    positive("ram_allocation_ratio", ramAllocationRatio);
    positive("disk_allocation_ratio", diskAllocationRatio);
    cpuAllocationRatio.ifPresent(ratio -> positive("cpu_allocation_ratio", ratio));
  }

  private static void positive(String key, BigDecimal ratio) {
    if (ratio.signum() <= 0) {
      throw new IllegalArgumentException("`" + key + "` has to be more than 0");
    }
  }

  /** The folders at a datastore's top that volumes and images go to. */
  public Set<String> topFolders() {
    Set<String> tops = new LinkedHashSet<>();
    for (String each : List.of(volumeDir, imageDir)) {
      tops.add(new DatastorePath("", each).top());
    }
    tops.remove("");
    return tops;
  }

  /** {@link #imageDir} below a datastore's top: Glance's begins with a slash. */
  public String imageFolder() {
    return imageDir.replaceAll("^/+|/+$", "");
  }

  /**
   * Where the datacenter is by its name alone, before anybody looked; the root when none is named.
   */
  public InventoryPath below() {
    return datacenter
        .map(
            name ->
                InventoryPath.isPath(name)
                    ? InventoryPath.parse(name)
                    : InventoryPath.ROOT.child(EntityName.shown(name)))
        .orElse(InventoryPath.ROOT);
  }

  /** As {@link #below()}, where that is: a datacenter may stand in a folder. */
  public InventoryPath below(Inventory read) {
    return datacenter
        .map(name -> read.find(List.of("Datacenter"), name, InventoryPath.ROOT))
        .filter(Lookup.Found.class::isInstance)
        .map(found -> ((Lookup.Found) found).path())
        .orElse(InventoryPath.ROOT);
  }

  /**
   * The environment's own folder, in {@link #folder}: names below the VMs' tree, or a path. It
   * carries the project, so that two repositories do not share one.
   */
  public String ownFolder(EnvironmentId environment) {
    return folder.map(above -> above + "/").orElse("") + EntityName.escaped(environment.dotted());
  }

  public Optional<String> effectiveHost() {
    return host.or(() -> hostIp);
  }

  public Optional<String> effectiveUsername() {
    return username.or(() -> hostUsername);
  }

  public Optional<Secret> effectivePassword() {
    return password.or(() -> hostPassword);
  }

  /** The clusters that are named, in order; empty to use the only one there is. */
  public List<String> effectiveClusters() {
    if (!clusters.isEmpty()) {
      return clusters;
    }
    return cluster.or(() -> clusterName).map(List::of).orElse(List.of());
  }
}
