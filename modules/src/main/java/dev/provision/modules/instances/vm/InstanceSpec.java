package dev.provision.modules.instances.vm;

import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Key;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.spi.schema.Value;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import dev.provision.vsphere.kind.HasCustomAttributes;
import dev.provision.vsphere.kind.HasVsphereTags;
import dev.provision.vsphere.kind.NeedsKeys;
import dev.provision.vsphere.kind.TagsSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code instances:}. */
@Doc(
    "A VM that is cloned from an image, or boots from a volume, and is kept as declared. Without an"
        + " image it boots from the volume that its `volumes` call root, as Nova boots from one: it"
        + " has no disk of its own, the flavor's disk is not made, and the volume stays when it"
        + " goes. With `adopt: true` it is a VM that is there already: it needs neither image nor"
        + " flavor, it is never made again when it is gone, and what is not declared of it is left"
        + " alone.")
public record InstanceSpec(
    @Doc(
            "What it is cloned from; when left out, it boots from its volume `root`, as in {root:"
                + " boot}. An adopted VM is not compared with it.")
        @Refers("images")
        Optional<Ref> image,
    @Doc("Its size; left out only with `adopt: true`, and then its size is left alone.")
        @Refers("flavors")
        Optional<Ref> flavor,
    @Doc(
            "With `adopt: true`, the VM to take, by its inventory path, as in /DC0/vm/old/Web 1;"
                + " later it is kept there and under that name. When left out, it is the one with"
                + " its name in `folder`, or without `folder` anywhere in the datacenter.")
        Optional<PlaceName> path,
    @Doc("Its NICs, by names that you choose; they do not rename the guest's" + " interfaces.")
        Map<String, NicSpec> networks,
    @Doc("cloud-init user-data, given to the guest as guestinfo.userdata.")
        Optional<Value<Content>> userData,
    @Doc(
            "cloud-init meta-data as YAML or JSON, merged over what is generated from"
                + " name and NICs (instance-id, local-hostname, network).")
        Optional<Value<Content>> metaData,
    @Doc("Key-value pairs for the guest, under metadata in its meta-data.")
        Map<String, String> metadata,
    @Doc("Notes shown in vCenter; when left out, the image's notes stay.")
        Optional<String> annotation,
    @Doc(
            "The folder that contains it, by name or path; when left out, the environment's own,"
                + " and an adopted VM stays where it is.")
        Optional<PlaceName> folder,
    @Doc("The resource pool, by name or path; the connection's when left out.")
        Optional<PlaceName> resourcePool,
    @Doc(
            "The vApp that it is in, by name or path, instead of `resource_pool`; a VM in a vApp is"
                + " in no folder.")
        Optional<PlaceName> vapp,
    @Doc(
            "The datastore, by name. When left out, a linked clone goes to the datastore"
                + " of its image, and placement chooses for a full one. A linked clone on"
                + " another datastore needs an image with a source, which the server copies"
                + " there once. An instance on a different datastore is moved.")
        Optional<PlaceName> datastore,
    @Doc(
            "The cluster, one of the connection's, by name or path; placement chooses"
                + " when left out. An instance in a different cluster is migrated.")
        Optional<PlaceName> cluster,
    @Doc(
            "The host, by name or path; when left out, placement chooses, and DRS, HA and"
                + " people may move the instance later. An instance on a different host is"
                + " migrated.")
        Optional<PlaceName> host,
    @Doc(
            "A linked clone shares the image's disk, or, if the flavor's disk is larger,"
                + " that of a larger copy that the server makes once for all of them; a full"
                + " clone has its own copy. When left out, it is linked if possible, unless the"
                + " image's img_linked_clone says otherwise; a declared `linked` that is not"
                + " possible is an error. To get a larger disk later or to move to another"
                + " datastore, a linked clone becomes a full one.")
        @Key("clone")
        Optional<CloneMode> cloneMode,
    @Doc("The server group that it is a member of.")
        @Refers(value = "server_groups", order = Reference.Order.MEMBER_OF)
        Optional<Ref> serverGroup,
    @Doc("Whether it runs; when left out, it does, and an adopted VM stays as it is.")
        Optional<Power> power,
    @Doc(
            "What dependants wait for: none, tools, ip (of any NIC), {ip: nic, timeout: 5"
                + " min}, or {tcp: 22}. When left out, a resource that reads its address waits"
                + " until DHCP has given it one.")
        @Default("none")
        WaitForSpec waitFor,
    @Doc("What to do when the image has a new version.") @Default("report")
        OnImageChange onImageChange,
    @Doc(
            "What to do when user_data changes: ignore it, rerun cloud-init at the next boot, or"
                + " replace the instance.")
        @Default("ignore")
        UserDataChange userDataChange,
    @Doc(
            "Its volumes, by names that you choose; they are attached and detached while"
                + " it runs. Without an `image` it boots from the one called root, which is"
                + " changed only while it is off.")
        Map<String, VolumeUse> volumes,
    @Doc("How vCenter sets up the guest at its first boot: linux, windows, or a mapping.")
        Optional<GuestCustomization> customization,
    @Doc(
            "Whether it gets an OpenStack config drive: a disc labelled config-2 with"
                + " meta-data, network data and user-data; when left out, as the image's"
                + " img_config_drive says.")
        Optional<Boolean> configDrive,
    @Doc(
            "Whether its home and its own disks are encrypted, with a key from vCenter's"
                + " default key provider; needs vSphere 6.5. The flavor's vmware:storage_policy"
                + " must name an encryption policy, and the clone must be a full one. When left"
                + " out, this is not changed.")
        @Default("false")
        boolean encrypted,
    @Doc(
            "Values of custom attributes, set before it is first switched on, so that backups and"
                + " policies that choose by them miss none. An empty text takes a value away; other"
                + " attributes are left alone.")
        @Refers("custom_attributes")
        Map<Ref, String> customAttributes,
    @Doc(
            "Tags of vCenter that it has, each with its category, attached before it is first"
                + " switched on; others are left alone.")
        Optional<TagsSpec> vsphereTags)
    implements NeedsKeys, HasActivities, HasCustomAttributes, HasVsphereTags {

  /** How disks are made. */
  public enum CloneMode {
    LINKED,
    FULL
  }

  /** The power states that can be declared. */
  public enum Power {
    ON,
    OFF,
    SUSPENDED;

    /** As the playbook writes it. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What to do with an existing instance when its image has a new version. */
  public enum OnImageChange {
    REPORT,
    REPLACE
  }

  /** What to do with an existing instance when its user-data changes. */
  public enum UserDataChange {
    IGNORE,
    RERUN,
    REPLACE
  }

  public InstanceSpec {
    // networks keeps its order: it is the order in which the guest finds the NICs
    networks = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(networks));
    volumes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(volumes));
    metadata = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metadata));
    customAttributes =
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(customAttributes));
  }

  @Override
  public boolean needsKeys() {
    return encrypted;
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    Set<Activity> activities =
        Activities.set(Activities.INSTANCES, Activities.FOLDERS, Activities.MARKS);
    if (power.filter(Power.SUSPENDED::equals).isPresent()) {
      activities.add(Activities.SUSPEND);
    }
    if (customization.isPresent()) {
      activities.add(Activities.CUSTOMIZE);
    }
    if (configDrive.orElse(false)) {
      activities.addAll(Set.of(Activities.DISCS, Activities.FILES));
    }
    if (encrypted) {
      activities.add(Activities.ENCRYPT);
    }
    if (!volumes.isEmpty()) {
      activities.add(Activities.ATTACH);
    }
    if (!customAttributes.isEmpty() || !connection.customAttributes().isEmpty()) {
      activities.add(Activities.CUSTOM_VALUES);
    }
    if (vsphereTags.isPresent() || !connection.vsphereTags().isEmpty()) {
      activities.add(Activities.TAGS);
    }
    boolean placed =
        cluster.isPresent()
            || host.isPresent()
            || datastore.isPresent()
            || poolCluster().isPresent();
    if (placed) {
      activities.add(Activities.MIGRATE);
    }
    return activities;
  }

  /** The cluster in the resource pool's path; empty if the pool is a mere name or not declared. */
  public Optional<PlaceName> poolCluster() {
    return resourcePool()
        .or(this::vapp)
        .filter(PlaceName::isPath)
        .map(name -> name.below(InventoryPath.ROOT))
        .flatMap(
            path -> {
              int at = path.names().indexOf("Resources");
              InventoryPath up = path;
              for (int i = path.names().size(); at > 0 && i > at; i--) {
                up = up.parent();
              }
              return at > 0 ? Optional.of(PlaceName.of(up)) : Optional.empty();
            });
  }
}
