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
import dev.provision.vsphere.inventory.PlaceName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The play's {@code vcenter:}; nova.conf's names are accepted beside ours. */
@Doc("How to connect to a vCenter or an ESXi host, and where to create things in" + " it.")
public record VcenterSpec(
    @Doc("A lab file: use the embedded simulated vCenter instead of a real one.")
        Optional<String> simulator,
    @Doc("DNS name or address.") Optional<String> host,
    @Doc("The same as host, as nova.conf calls it.") @Key("host_ip") Optional<String> hostIp,
    @Doc("HTTPS port.") @Default("443") int port,
    @Doc("The account, as user@domain.") Optional<String> username,
    @Doc("The same as username, as nova.conf calls it.") @Key("host_username")
        Optional<String> hostUsername,
    @Doc("Its password.") Optional<Secret> password,
    @Doc("The same as password, as nova.conf calls it.") @Key("host_password")
        Optional<Secret> hostPassword,
    @Doc("The datacenter, by name or path; may be left out when there is only one.")
        Optional<PlaceName> datacenter,
    @Doc("The cluster for VMs, by name or path; may be left out when there is only" + " one.")
        Optional<PlaceName> cluster,
    @Doc("The same as cluster, as nova.conf calls it.") @Key("cluster_name")
        Optional<PlaceName> clusterName,
    @Doc("Several clusters; placement chooses.") List<PlaceName> clusters,
    @Doc("Datastores that may be used: a regular expression, anchored at the start.")
        Optional<String> datastoreRegex,
    @Doc(
            "Datastores that may be used, with weights as in Glance; a datastore cluster stands for"
                + " those in it. All when left out.")
        List<DatastoreSpec> datastores,
    @Doc(
            "How much of a host's memory placement may use, as in Nova: the VMs of a plan"
                + " must fit in memory x ratio - memory in use. Above 1 it overcommits.")
        @Default("1")
        BigDecimal ramAllocationRatio,
    @Doc(
            "How many virtual CPUs placement may put on each CPU thread, as in Nova; no"
                + " limit when left out.")
        Optional<BigDecimal> cpuAllocationRatio,
    @Doc("How much of a datastore's capacity placement may use, as in Nova.") @Default("1")
        BigDecimal diskAllocationRatio,
    @Doc("Memory that placement leaves free on every host, as Nova's" + " reserved_host_memory_mb.")
        @Default("0")
        @Bare("MiB")
        DataSize reservedHostMemory,
    @Doc(
            "The folder for instances, by name or path; when left out, the environment"
                + " gets a folder of its own.")
        Optional<PlaceName> folder,
    @Doc("The resource pool for instances, by name or path; the cluster's root pool when left out.")
        @Refers("resource_pools")
        Optional<Ref> resourcePool,
    @Doc("The folder on datastores that holds volumes, as Cinder's vmware_volume_folder.")
        @Default("provision/volumes")
        String volumeDir,
    @Doc("PEM file with the certificate authorities to trust.") Optional<String> caFile,
    @Doc(
            "The SHA-256 fingerprint of the server's certificate; when given, no other"
                + " certificate is trusted.")
        Optional<String> thumbprint,
    @Doc("Do not verify the server's certificate; the connection is still encrypted.")
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
            "How disks are uploaded: nfc, through a host, where the server removes a"
                + " failed import; or folder, only through the vCenter, for hosts that cannot be"
                + " reached.")
        @Default("nfc")
        ImageUpload imageUpload,
    @Doc(
            "Values of custom attributes that every instance gets; one that the instance declares"
                + " itself counts more.")
        @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc(
            "Tags of vCenter that every instance gets, each with its category; where a category"
                + " gives an object one tag, that of the instance itself counts more.")
        @Refers("vsphere_tags")
        List<Ref> vsphereTags) {
  /** How an image's bytes reach a datastore. */
  public enum ImageUpload {
    NFC,
    FOLDER
  }

  public VcenterSpec {
    clusters = List.copyOf(clusters);
    datastores = List.copyOf(datastores);
    vsphereTags = List.copyOf(vsphereTags);
    customAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(customAttributes));
    positive("ram_allocation_ratio", ramAllocationRatio);
    positive("disk_allocation_ratio", diskAllocationRatio);
    cpuAllocationRatio.ifPresent(ratio -> positive("cpu_allocation_ratio", ratio));
  }

  private static void positive(String key, BigDecimal ratio) {
    if (ratio.signum() <= 0) {
      throw new IllegalArgumentException("`" + key + "` has to be more than 0");
    }
  }

  /** The top folders of a datastore that hold volumes and images. */
  public Set<String> topFolders() {
    Set<String> tops = new LinkedHashSet<>();
    for (String each : List.of(volumeDir, imageDir)) {
      tops.add(new DatastorePath("", each).top());
    }
    tops.remove("");
    return tops;
  }

  /** {@link #imageDir} without slashes at its ends: Glance's begins with one. */
  public String imageFolder() {
    return imageDir.replaceAll("^/+|/+$", "");
  }

  /**
   * The datacenter's path as its name says it, before the inventory was read; the root when none is
   * named.
   */
  public InventoryPath below() {
    return datacenter.map(name -> name.below(InventoryPath.ROOT)).orElse(InventoryPath.ROOT);
  }

  /**
   * The datacenter's path in the inventory, since it may be in a folder; the root when it is not
   * found.
   */
  public InventoryPath below(Inventory read) {
    return datacenter
        .map(name -> read.find(List.of("Datacenter"), name, InventoryPath.ROOT))
        .filter(Lookup.Found.class::isInstance)
        .map(found -> ((Lookup.Found) found).path())
        .orElse(InventoryPath.ROOT);
  }

  /**
   * The environment's own folder, inside {@link #folder} if that is set: names below the
   * datacenter's VM folder, or a path. Its name contains the project, so that two repositories do
   * not share one.
   */
  public PlaceName ownFolder(EnvironmentId environment) {
    String above = folder.map(place -> place + "/").orElse("");
    return new PlaceName(above + EntityName.escaped(environment.dotted()));
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

  /**
   * The connection to an ESXi host that this vCenter is to manage, with the same timeouts.
   *
   * @param pin the only certificate that is trusted
   */
  VcenterSpec ofHost(String address, String user, Secret secret, String pin) {
    return new VcenterSpec(
        Optional.empty(),
        Optional.of(address),
        Optional.empty(),
        443,
        Optional.of(user),
        Optional.empty(),
        Optional.of(secret),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        datastoreRegex,
        datastores,
        ramAllocationRatio,
        cpuAllocationRatio,
        diskAllocationRatio,
        reservedHostMemory,
        Optional.empty(),
        Optional.empty(),
        volumeDir,
        Optional.empty(),
        Optional.of(pin),
        false,
        connectTimeout,
        taskTimeout,
        clonesPerDatastore,
        imageDir,
        imageUpload,
        customAttributes,
        List.of());
  }

  /** The named clusters, in order; empty when none is named. */
  public List<PlaceName> effectiveClusters() {
    if (!clusters.isEmpty()) {
      return clusters;
    }
    return cluster.or(() -> clusterName).map(List::of).orElse(List.of());
  }
}
